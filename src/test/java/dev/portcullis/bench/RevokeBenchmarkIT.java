package dev.portcullis.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the benchmark measures at all; its figures are nothing to go by here. */
class RevokeBenchmarkIT {

    @TempDir
    Path data;

    @Test
    void shouldMeasureEveryCutAtRestAndUnderLoad() throws Exception {
        var plan = new RevokePlan(3, 1, 20, 1, data.resolve("out/revoke.json"));
        var printed = new ByteArrayOutputStream();
        try (var stack = RevokeBenchmark.stack(plan, data)) {
            var report = new RevokeBenchmark(plan, stack, new PrintStream(printed)).run();
            report.print(new PrintStream(printed));
            report.write(plan.out());
        }
        var written = new ObjectMapper().readTree(plan.out().toFile());
        for (var mode : new String[] {"at_rest", "under_load"}) {
            assertThat(written.get(mode)).hasSize(Cut.values().length).allSatisfy(sample -> {
                assertThat(sample.get("calls").asLong()).isEqualTo(3);
                assertThat(sample.get("p50_ms").asDouble())
                        .isGreaterThan(sample.get("barrier_p50_ms").asDouble());
            });
        }
        assertThat(written.at("/load/calls").asLong()).isPositive();
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("at rest", "under", "PARTNER");
    }
}
