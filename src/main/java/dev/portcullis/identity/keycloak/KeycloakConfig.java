package dev.portcullis.identity.keycloak;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How Keycloak is written to. */
@ConfigMapping(prefix = "portcullis.keycloak")
public interface KeycloakConfig {

    /** Where Keycloak is: https, or http on this machine. Without it nothing is written there, and what is to be is kept. */
    Optional<URI> adminUrl();

    /** The realm whose users, clients and organizations are written. */
    @WithDefault("portcullis")
    String realm();

    /** The client whose service account writes them. */
    @WithDefault("portcullis")
    String clientId();

    /** Its secret. */
    Optional<String> clientSecret();

    /** The file that has it, instead; read anew whenever it is used, so that another secret needs no restart. */
    Optional<Path> clientSecretFile();

    /** How many calls a second there are at most, from 1 to 1000. */
    @WithDefault("20")
    int callsPerSecond();

    /** How long a call may take, from 100 ms to 10 s. */
    @WithDefault("PT5S")
    Duration timeout();

    /** How often a task may be refused before it is parked, from 1 to 100. */
    @WithDefault("10")
    int refusals();

    /** How long to wait after the first failure; twice as long after each further one, less up to half of it by chance. */
    @WithDefault("PT1S")
    Duration leastBackoff();

    /** How long to wait at most. */
    @WithDefault("PT5M")
    Duration mostBackoff();

    /** How often to look for changes that Keycloak is to be told of, from 10 ms to 1 min. */
    @WithDefault("PT0.5S")
    Duration poll();

    /** How often to look whether Keycloak still agrees on all partners and contractors, from 1 min to 7 days. */
    @WithDefault("PT1H")
    Duration sweepEvery();

    /** How often to read what admins did in the realm, from 1 s to 1 h. If not set, that is not read. */
    Optional<Duration> adminEventsEvery();

    /** What a person must do when it signs in first, in Keycloak's words. */
    @WithDefault("UPDATE_PASSWORD,CONFIGURE_TOTP")
    List<String> requiredActions();
}
