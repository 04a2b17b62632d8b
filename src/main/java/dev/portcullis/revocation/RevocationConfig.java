package dev.portcullis.revocation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How revocations are answered. */
@ConfigMapping(prefix = "portcullis.revocation")
public interface RevocationConfig {

    /**
     * How long Revoke waits for its confirmation; past it, it answers <em>committed, not confirmed</em>, and waits on without the
     * caller. A confirmation never takes much longer than a lease, 2 s.
     */
    @WithDefault("PT5S")
    Duration confirmWithin();

    /** For how long an enforcement point that does not acknowledge anything is listed. */
    @WithDefault("PT1H")
    Duration pointsFor();

    /** How many enforcement points one caller may have, at least 1. */
    @WithDefault("1000")
    int pointsPerCaller();
}
