package dev.portcullis.policy;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How policy is evaluated. */
@ConfigMapping(prefix = "portcullis.policy")
public interface PolicyConfig {

    /** The largest input that is put before the policy, in bytes of JSON. A larger one is a failure, not a denial. */
    @WithDefault("262144")
    int maxInputBytes();

    /**
     * The processor time that one evaluation may take; at least a millisecond. What takes longer is cut off, a fifth later at
     * most, and is a failure, not a denial.
     */
    default Duration maxEvaluationTime() {
        return Duration.ofMillis(250);
    }
}
