package dev.portcullis.rollout;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the customer's policy is taken and activated. */
@ConfigMapping(prefix = "portcullis.rollout")
public interface RolloutConfig {

    /**
     * How long an activation waits for its confirmation; past it, it answers <em>committed, not confirmed</em>, and waits on
     * without the caller. A confirmation never takes much longer than a lease, 2 s.
     */
    @WithDefault("PT5S")
    Duration confirmWithin();

    /** How many bundles one replica verifies at once, at least 1: each takes a core for seconds, and a hundred megabytes. */
    @WithDefault("2")
    int uploadsAtOnce();
}
