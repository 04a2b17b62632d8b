package dev.portcullis.access.shadow;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How a candidate is evaluated beside the active policy. */
@ConfigMapping(prefix = "portcullis.shadow")
public interface ShadowConfig {

    /** How many decisions may wait for their evaluation, at least 1; what comes on top is dropped, and counted. */
    @WithDefault("1024")
    int waiting();
}
