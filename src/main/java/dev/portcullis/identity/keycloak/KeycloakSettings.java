package dev.portcullis.identity.keycloak;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@link KeycloakConfig}, found sound. Its text does not show the secret. */
@Singleton
public final class KeycloakSettings {

    private static final String NAME = "portcullis.keycloak.";
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private final KeycloakConfig config;

    /** Throws {@link IllegalStateException} that names what is out of range. */
    public KeycloakSettings(KeycloakConfig config) {
        this.config = config;
        config.adminUrl().ifPresent(url -> {
            require(isSafe(url), "admin-url must be https, or http to localhost, 127.0.0.1 or [::1]");
            require(
                    config.clientSecret().isPresent()
                            != config.clientSecretFile().isPresent(),
                    "client-secret or client-secret-file is needed, and not both");
            clientSecret();
        });
        require(config.callsPerSecond() >= 1 && config.callsPerSecond() <= 1000, "calls-per-second must be 1 to 1000");
        within(
                config.timeout(),
                Duration.ofMillis(100),
                Duration.ofSeconds(10),
                "timeout must be from PT0.1S to PT10S");
        require(config.refusals() >= 1 && config.refusals() <= 100, "refusals must be 1 to 100");
        within(
                config.leastBackoff(),
                Duration.ofMillis(1),
                config.mostBackoff(),
                "least-backoff must be from PT0.001S to most-backoff");
        within(
                config.mostBackoff(),
                Duration.ofMillis(1),
                Duration.ofDays(1),
                "most-backoff must be from PT0.001S to PT24H");
        within(config.poll(), Duration.ofMillis(10), Duration.ofMinutes(1), "poll must be from PT0.01S to PT1M");
        within(
                config.sweepEvery(),
                Duration.ofMinutes(1),
                Duration.ofDays(7),
                "sweep-every must be from PT1M to PT168H");
        config.adminEventsEvery()
                .ifPresent(every -> within(
                        every,
                        Duration.ofSeconds(1),
                        Duration.ofHours(1),
                        "admin-events-every must be from PT1S to PT1H"));
    }

    /** Whether Keycloak is written to. */
    public boolean isEnabled() {
        return config.adminUrl().isPresent();
    }

    /** Where Keycloak is; to be asked only if it is written to. */
    URI url() {
        return config.adminUrl().orElseThrow();
    }

    String realm() {
        return config.realm();
    }

    String clientId() {
        return config.clientId();
    }

    /** The secret as it is now. Throws {@link IllegalStateException} if its file cannot be read. */
    String clientSecret() {
        return config.clientSecret().orElseGet(() -> {
            try {
                return Files.readString(config.clientSecretFile().orElseThrow()).strip();
            } catch (IOException e) {
                throw new IllegalStateException(NAME + "client-secret-file cannot be read", e);
            }
        });
    }

    int callsPerSecond() {
        return config.callsPerSecond();
    }

    /** How long a call may take. */
    public Duration timeout() {
        return config.timeout();
    }

    List<String> requiredActions() {
        return config.requiredActions();
    }

    /** How often a task may be refused before it is parked. */
    public int refusals() {
        return config.refusals();
    }

    /** How long to wait after the first failure. */
    public Duration leastBackoff() {
        return config.leastBackoff();
    }

    /** How long to wait after many. */
    public Duration mostBackoff() {
        return config.mostBackoff();
    }

    /** How often to look for something to do. */
    public Duration poll() {
        return config.poll();
    }

    /** How often to look at everything. */
    public Duration sweepEvery() {
        return config.sweepEvery();
    }

    /** How often to read what admins did in the realm; empty for never. */
    public Optional<Duration> adminEventsEvery() {
        return config.adminEventsEvery();
    }

    @Override
    public String toString() {
        return config.adminUrl().map(url -> url + " realm " + realm()).orElse("none");
    }

    private static boolean isSafe(URI url) {
        return url.getHost() != null
                && url.getRawUserInfo() == null
                && url.getRawQuery() == null
                && url.getRawFragment() == null
                && ("https".equals(url.getScheme())
                        || "http".equals(url.getScheme()) && THIS_MACHINE.contains(url.getHost()));
    }

    private static void within(Duration duration, Duration least, Duration most, String rule) {
        require(duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0, rule);
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalStateException(NAME + rule);
        }
    }
}
