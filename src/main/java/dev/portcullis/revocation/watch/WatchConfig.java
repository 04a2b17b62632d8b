package dev.portcullis.revocation.watch;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How revocations are watched. */
@ConfigMapping(prefix = "portcullis.watch")
public interface WatchConfig {

    /** How often a checkpoint goes out while nothing is cut; 50 ms to 1 s. */
    @WithDefault("PT1S")
    Duration checkpoint();

    /** How many cuts a watch may go back by, at least 1. Past it, it is told to start over. */
    @WithDefault("100000")
    int replay();

    /** How many cuts a watch that does not take them may fall behind by before it is cut off, at least 1. */
    @WithDefault("1000")
    int backlog();

    /** How many watches this replica has at most. */
    @WithDefault("2000")
    int streams();

    /** How many of them one caller may have. */
    @WithDefault("500")
    int streamsPerCaller();
}
