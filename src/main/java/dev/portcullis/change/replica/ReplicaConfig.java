package dev.portcullis.change.replica;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How a replica keeps up. The length of a lease is not here: all replicas must agree on it ({@link Lease#LENGTH}). */
@ConfigMapping(prefix = "portcullis.replica")
public interface ReplicaConfig {

    /**
     * What this replica is called in receipts and in the record of decisions; the host's name if nothing is said. It should be
     * the replica's alone and the same after a restart: what the last life of this replica left to be shipped is looked for
     * under it. Revocation does not rely on it.
     */
    Optional<String> id();

    /** How long to wait at most before looking for changes, should no notification come; 10 ms to 1 s. */
    @WithDefault("PT0.15S")
    Duration poll();

    /** How often the lease is renewed; 50 ms to 1 s. */
    @WithDefault("PT0.5S")
    Duration renewal();
}
