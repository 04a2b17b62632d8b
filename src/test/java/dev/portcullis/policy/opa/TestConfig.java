package dev.portcullis.policy.opa;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A configuration, as it would be read. */
record TestConfig(
        URI url,
        Optional<String> token,
        Optional<Path> tokenFile,
        Optional<String> tlsConfigurationName,
        Duration timeout,
        int connections)
        implements OpaConfig {

    /** For a server on this machine, which may be slow. */
    static TestConfig of(URI url) {
        return new TestConfig(url, Optional.empty(), Optional.empty(), Optional.empty(), Duration.ofSeconds(10), 32);
    }

    TestConfig with(Duration limit) {
        return new TestConfig(url, token, tokenFile, tlsConfigurationName, limit, connections);
    }

    TestConfig with(String bearer) {
        return new TestConfig(url, Optional.of(bearer), tokenFile, tlsConfigurationName, timeout, connections);
    }
}
