package dev.portcullis.local;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.util.Map;

/** A real PostgreSQL for {@code @QuarkusTest}, with the service in its unprivileged role. */
public class PortcullisTestResource implements QuarkusTestResourceLifecycleManager {
    private static EmbeddedPostgres pg;

    public static EmbeddedPostgres postgres() {
        return pg;
    }

    @Override
    public Map<String, String> start() {
        try {
            pg = EmbeddedPostgres.start();
            try (var c = pg.getPostgresDatabase().getConnection();
                    var s = c.createStatement()) {
                s.execute("CREATE ROLE portcullis_app LOGIN");
            }
            return Map.of(
                    "quarkus.datasource.reactive.url", "postgresql://localhost:" + pg.getPort() + "/postgres",
                    "quarkus.datasource.jdbc.url", "jdbc:postgresql://localhost:" + pg.getPort() + "/postgres",
                    "quarkus.datasource.username", "portcullis_app",
                    "quarkus.datasource.password", "x",
                    "quarkus.flyway.username", "postgres",
                    "quarkus.flyway.password", "x",
                    "quarkus.flyway.migrate-at-start", "true");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void stop() {
        try {
            pg.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
