package dev.portcullis.access.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Segments in a process of their own, which is killed or runs into a limit of the system. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ProcessTest {

    private static final int SEGMENT = 1 << 20;

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path directory;

    @RepeatedTest(3)
    void shouldHoldEveryAppendThatReturnedWhenTheProcessIsKilled() throws Exception {
        var process = start(Appender.command(directory, SEGMENT, 4));
        await().atMost(PATIENCE).until(() -> said().length() > 50_000);
        process.destroyForcibly().waitFor();
        var given = said().lines()
                .filter(line -> line.matches("[0-9]+"))
                .map(Long::valueOf)
                .toList();
        var found = sequences();
        assertThat(found)
                .isEqualTo(LongStream.rangeClosed(1, found.size()).boxed().toList());
        assertThat(given.stream().max(Long::compare))
                .hasValueSatisfying(last -> assertThat(last).isLessThanOrEqualTo(found.size()));
    }

    @Test
    void shouldRefuseAndNotDieWhenTheSystemGivesNoRoom() throws Exception {
        var command = new ArrayList<>(List.of("sh", "-c", "ulimit -f 512; exec \"$@\"", "sh"));
        command.addAll(Appender.command(directory, SEGMENT, 1));
        var process = start(command);
        try {
            await().atMost(PATIENCE).until(() -> said().contains("DECISION_BACKLOG_FULL\nDECISION_BACKLOG_FULL"));
            assertThat(process.isAlive()).isTrue();
            assertThat(said()).contains("File too large");
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(sequences()).isEmpty();
    }

    private Process start(List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .redirectOutput(directory.resolve("said").toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private String said() throws IOException {
        return Files.readString(directory.resolve("said"));
    }

    private List<Long> sequences() throws Exception {
        var found = new ArrayList<Long>();
        try (var folder = SegmentFolder.open(directory)) {
            for (var file : folder.files().getOrDefault(Appender.ORIGIN, List.of())) {
                var reader = file.frames();
                for (var frame = reader.peek(); frame.isPresent(); frame = reader.peek()) {
                    found.add(frame.get().first());
                    reader.advance();
                }
            }
        }
        return found;
    }
}
