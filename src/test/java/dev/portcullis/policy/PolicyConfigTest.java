package dev.portcullis.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PolicyConfigTest {

    @Test
    void shouldTakeTheEvaluationTimeThatIsConfigured() {
        assertThat(config(Map.of("portcullis.policy.max-evaluation-time", "50ms"))
                        .maxEvaluationTime())
                .isEqualTo(Duration.ofMillis(50));
    }

    @Test
    void shouldHaveLimitsWithoutConfiguration() {
        var config = config(Map.of());
        assertThat(config.maxInputBytes()).isEqualTo(256 << 10);
        assertThat(config.maxEvaluationTime()).isEqualTo(Duration.ofMillis(250));
    }

    private static PolicyConfig config(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .withMapping(PolicyConfig.class)
                .withDefaultValues(properties)
                .build()
                .getConfigMapping(PolicyConfig.class);
    }
}
