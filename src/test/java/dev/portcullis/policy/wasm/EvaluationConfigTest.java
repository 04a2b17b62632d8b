package dev.portcullis.policy.wasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.portcullis.policy.PolicyConfig;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EvaluationConfigTest {

    @Test
    void shouldTakeWhatIsConfiguredBesideTheOtherLimits() {
        var config = config(Map.of("portcullis.policy.max-evaluation-time", "50ms"));
        assertThat(config.getConfigMapping(EvaluationConfig.class).maxEvaluationTime())
                .isEqualTo(Duration.ofMillis(50));
        assertThat(config.getConfigMapping(PolicyConfig.class).maxInputBytes()).isEqualTo(256 << 10);
    }

    @Test
    void shouldHaveALimitWithoutConfiguration() {
        assertThat(config(Map.of()).getConfigMapping(EvaluationConfig.class).maxEvaluationTime())
                .isEqualTo(Duration.ofMillis(250));
    }

    @Test
    void shouldNotStartWithoutAnyTimeToEvaluate() {
        for (var time : new Duration[] {Duration.ofMillis(-1), Duration.ZERO, Duration.ofNanos(999_999)}) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> new WasmPolicyEngine(() -> 64 << 10, () -> time))
                    .withMessageContaining("portcullis.policy.max-evaluation-time");
        }
    }

    private static SmallRyeConfig config(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(PolicyConfig.class)
                .withMapping(EvaluationConfig.class)
                .withDefaultValues(properties)
                .build();
    }
}
