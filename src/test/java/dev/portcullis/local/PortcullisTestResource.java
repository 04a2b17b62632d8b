package dev.portcullis.local;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A real PostgreSQL and a real Keycloak for {@code @QuarkusTest}; one of each for all test classes. */
public class PortcullisTestResource implements QuarkusTestResourceLifecycleManager {

    private static LocalPostgres postgres;
    private static LocalKeycloak keycloak;
    private static Path decisions;

    /** The database that the service under test uses. */
    public static LocalPostgres postgres() {
        return postgres;
    }

    /** The Keycloak whose tokens the service under test takes. */
    public static LocalKeycloak keycloak() {
        return keycloak;
    }

    @Override
    public Map<String, String> start() {
        try {
            postgres = LocalPostgres.start();
            keycloak = LocalKeycloak.start(LocalKeycloak.home());
            keycloak.admin().addLocalClient();
            decisions = Files.createTempDirectory("portcullis-decisions");
        } catch (Exception e) {
            throw new IllegalStateException("the tests' PostgreSQL and Keycloak", e);
        }
        var config = new HashMap<>(postgres.config());
        config.put("portcullis.decisions.directory", decisions.toString());
        config.put("quarkus.oidc.auth-server-url", keycloak.issuer().toString());
        config.put(CustomerPolicy.KEY_PROPERTY, CustomerPolicy.publicKey().toString());
        // Limits that tests can reach.
        config.put("portcullis.watch.replay", "3000");
        config.put("portcullis.watch.streams-per-caller", "210");
        config.put("portcullis.watch.streams", "230");
        config.put("portcullis.revocation.points-per-caller", "3");
        config.put("portcullis.shadow.waiting", "64");
        return config;
    }

    @Override
    public void stop() {
        try {
            if (keycloak != null) {
                keycloak.close();
            }
            if (postgres != null) {
                postgres.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
