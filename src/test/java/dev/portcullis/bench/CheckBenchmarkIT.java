package dev.portcullis.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.local.LocalKeycloak;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the benchmark measures at all; its figures are nothing to go by here. */
class CheckBenchmarkIT {

    @TempDir
    Path data;

    @Test
    void shouldMeasureEveryKindInBothModes() throws Exception {
        var second = Duration.ofSeconds(1);
        var printed = new ByteArrayOutputStream();
        try (var stack = new Stack(LocalKeycloak.home(), data)) {
            var plan = new Plan(2, 4, 1, second, second, data.resolve("out/check.json"));
            var report = new CheckBenchmark(plan, stack, new PrintStream(printed)).run();
            report.print(new PrintStream(printed));
            report.write(plan.out());
        }
        var modes = new ObjectMapper()
                .readTree(data.resolve("out/check.json").toFile())
                .get("modes");
        assertThat(modes).hasSize(2).allSatisfy(mode -> {
            assertThat(mode.get("rounds").fieldNames())
                    .toIterable()
                    .contains(Workloads.NO_OP, Workloads.CHECK, Workloads.NO_OP_UNSIGNED);
            assertThat(mode.get("rounds"))
                    .allSatisfy(rounds ->
                            assertThat(rounds.get(0).get("calls").asLong()).isPositive());
            assertThat(mode.at("/ratios_to_no_op/no-op/calls~1s/median").asDouble())
                    .isEqualTo(1.0);
        });
        assertThat(modes.get(0).get("rounds").has(Workloads.BATCH)).isFalse();
        assertThat(modes.get(1).get("rounds").has(Workloads.BATCH)).isTrue();
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("closed loop", "fixed rate", "Check");
    }
}
