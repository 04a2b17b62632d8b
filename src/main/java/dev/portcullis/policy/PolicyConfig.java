package dev.portcullis.policy;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How policy is evaluated. */
@ConfigMapping(prefix = "portcullis.policy")
public interface PolicyConfig {

    /** The largest input that is put before the policy, in bytes of JSON. A larger one is a failure, not a denial. */
    @WithDefault("262144")
    int maxInputBytes();
}
