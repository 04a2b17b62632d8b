package dev.portcullis.change.replica;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How a replica keeps up. The length of a lease is not here: all replicas must agree on it ({@link Lease#LENGTH}). */
@ConfigMapping(prefix = "portcullis.replica")
public interface ReplicaConfig {

    /** What this replica is called in receipts; the host's name if nothing is said. Need not be unique. */
    Optional<String> id();

    /** How long to wait at most before looking for changes, should no notification come; 10 ms to 1 s. */
    @WithDefault("PT0.15S")
    Duration poll();

    /** How often the lease is renewed; 50 ms to 1 s. */
    @WithDefault("PT0.5S")
    Duration renewal();
}
