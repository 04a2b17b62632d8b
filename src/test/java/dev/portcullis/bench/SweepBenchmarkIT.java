package dev.portcullis.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the sweep finds what there is, and keeps to its rate; how long it takes is nothing to go by here. */
class SweepBenchmarkIT {

    private static final int RATE = 40;

    @TempDir
    Path data;

    @Test
    void shouldFindWhatThereIsAndCallNoMoreOftenThanItMay() throws Exception {
        var printed = new ByteArrayOutputStream();
        var swept = new SweepBenchmark(new SweepPlan(150, RATE, 192), data, new PrintStream(printed)).run();
        assertThat(swept.calls()).isGreaterThan(150);
        assertThat(swept.mostInASecond()).isLessThanOrEqualTo(RATE);
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("contractors", "listed", "closed");
    }
}
