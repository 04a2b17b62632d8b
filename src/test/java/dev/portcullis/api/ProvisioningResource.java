package dev.portcullis.api;

import dev.portcullis.local.PortcullisTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Has the service under test write to the tests' Keycloak, by a way that can be cut. */
public class ProvisioningResource implements QuarkusTestResourceLifecycleManager {

    private static Relay relay;
    private static Path secret;

    private final Map<String, String> more = new HashMap<>();

    /** The way to Keycloak. */
    static Relay relay() {
        return relay;
    }

    /** The file that has the secret by which the service comes there. */
    static Path secret() {
        return secret;
    }

    /** After the Keycloak itself. */
    @Override
    public int order() {
        return 1;
    }

    /** Settings besides. */
    @Override
    public void init(Map<String, String> arguments) {
        more.putAll(arguments);
    }

    @Override
    public Map<String, String> start() {
        try {
            var keycloak = PortcullisTestResource.keycloak();
            relay = new Relay(keycloak.url().getPort());
            secret = Files.createTempFile("portcullis-client", ".secret");
            Files.writeString(secret, keycloak.admin().clientSecret("portcullis") + "\n");
            var config = new HashMap<>(Map.of(
                    "portcullis.keycloak.admin-url",
                    "http://127.0.0.1:" + relay.port(),
                    "portcullis.keycloak.client-secret-file",
                    secret.toString(),
                    "portcullis.keycloak.calls-per-second",
                    "1000",
                    "portcullis.keycloak.timeout",
                    "PT10S",
                    "portcullis.keycloak.refusals",
                    "3",
                    "portcullis.keycloak.least-backoff",
                    "PT0.05S",
                    "portcullis.keycloak.most-backoff",
                    "PT0.5S",
                    "portcullis.keycloak.poll",
                    "PT0.05S",
                    "portcullis.keycloak.sweep-every",
                    "PT168H"));
            config.putAll(more);
            return config;
        } catch (Exception e) {
            throw new IllegalStateException("the way to the tests' Keycloak", e);
        }
    }

    @Override
    public void stop() {
        try {
            if (relay != null) {
                relay.close();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
