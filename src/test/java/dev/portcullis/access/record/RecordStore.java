package dev.portcullis.access.record;

import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgBuilder;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;

/** A migrated PostgreSQL, reached by a relay as the role of the service. */
final class RecordStore implements AutoCloseable {

    private final EmbeddedPostgres postgres;
    private final Vertx vertx = Vertx.vertx();
    private final Relay relay;
    private final Pool pool;

    RecordStore() throws IOException, SQLException {
        postgres = EmbeddedPostgres.start();
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE ROLE service LOGIN");
        }
        Flyway.configure()
                .dataSource(postgres.getPostgresDatabase())
                .placeholders(Map.of("service_role", "service"))
                .load()
                .migrate();
        relay = new Relay(postgres.getPort());
        pool = PgBuilder.pool()
                .connectingTo(new PgConnectOptions()
                        .setHost("127.0.0.1")
                        .setPort(relay.port())
                        .setUser("service")
                        .setDatabase("postgres")
                        .setCachePreparedStatements(true))
                .with(new PoolOptions().setMaxSize(4))
                .using(vertx)
                .build();
    }

    Relay relay() {
        return relay;
    }

    Pool pool() {
        return pool;
    }

    /** Rows of columns that are cast to text, past the relay. */
    List<List<String>> rows(String sql) {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var rows = connection.createStatement().executeQuery(sql)) {
            var found = new ArrayList<List<String>>();
            while (rows.next()) {
                var row = new ArrayList<String>();
                for (var column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    row.add(rows.getString(column));
                }
                found.add(row);
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The stored sequences of an origin, in order. */
    List<Long> sequences(Origin origin) {
        return rows("SELECT sequence FROM decisions WHERE replica = '%s' AND epoch = %d ORDER BY sequence"
                        .formatted(origin.replica(), origin.epoch()))
                .stream()
                .map(row -> Long.parseLong(row.get(0)))
                .toList();
    }

    /** First, last and cause of the gaps of an origin. */
    List<List<String>> gaps(Origin origin) {
        return rows(("SELECT first_sequence, last_sequence, cause FROM decision_gaps"
                        + " WHERE replica = '%s' AND epoch = %d ORDER BY first_sequence")
                .formatted(origin.replica(), origin.epoch()));
    }

    boolean isClosed(Origin origin) {
        return rows("SELECT 1 FROM decision_epochs WHERE closed AND replica = '%s' AND epoch = %d"
                                .formatted(origin.replica(), origin.epoch()))
                        .size()
                == 1;
    }

    /** Changes what the service could not. */
    void update(String sql) {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        pool.closeAndAwait();
        vertx.closeAndAwait();
        relay.close();
        postgres.close();
    }
}
