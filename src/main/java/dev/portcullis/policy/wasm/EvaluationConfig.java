package dev.portcullis.policy.wasm;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What an evaluation in this process may take. */
@ConfigMapping(prefix = "portcullis.policy")
public interface EvaluationConfig {

    /**
     * The processor time that one evaluation may take; at least a millisecond. What takes longer is cut off, a fifth later at
     * most, and is a failure, not a denial.
     */
    @WithDefault("250ms")
    Duration maxEvaluationTime();
}
