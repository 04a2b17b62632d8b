package dev.portcullis.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.history.Operation.Answer;
import dev.portcullis.history.Operation.Asked;
import dev.portcullis.history.Operation.Cut;
import dev.portcullis.history.Operation.Lifted;
import dev.portcullis.history.Operation.Standing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** Three replicas, many clients, every fault once: no promise is broken. tools/history-run does the same for longer. */
class HistoryIT {

    @Test
    void shouldBreakNoPromiseUnderAnyFault() throws Exception {
        var seed = Long.getLong(
                "portcullis.history.seed", ThreadLocalRandom.current().nextLong(1_000_000));
        try (var run = new HistoryRun(Path.of("target/history/short"), 3, seed, System.out)) {
            assertThat(run.run(Duration.ZERO)).isEmpty();
            // It says nothing unless there was something to see.
            assertThat(run.history().of(Asked.class))
                    .extracting(Asked::answer)
                    .contains(Answer.ALLOW, Answer.DENY, Answer.NONE);
            assertThat(run.history().of(Cut.class))
                    .filteredOn(cut -> cut.standing() == Standing.CONFIRMED)
                    .hasSizeGreaterThan(8)
                    .extracting(Cut::kind)
                    .contains("partners")
                    .anySatisfy(kind -> assertThat(kind).startsWith("issued before"));
            assertThat(run.history().of(Lifted.class))
                    .filteredOn(lift -> lift.chosen() != null)
                    .isNotEmpty();
        }
    }
}
