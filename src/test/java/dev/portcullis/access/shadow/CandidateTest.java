package dev.portcullis.access.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.common.Ids;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CandidateTest {

    private static final int DECISIONS = 100_000;

    private final Ids ids = new Ids(Clock.systemUTC(), new SecureRandom());

    @Test
    void shouldTakeItsShareOfTheDecisions() {
        // Fourteen standard deviations wide.
        assertThat(taken(250_000)).isBetween(23_000L, 27_000L);
    }

    @Test
    void shouldTakeAllOrHardlyAny() {
        assertThat(taken(1_000_000)).isEqualTo(DECISIONS);
        assertThat(taken(1)).isLessThan(20);
    }

    private long taken(int samplePerMillion) {
        var candidate = new Candidate("ab".repeat(32), samplePerMillion, 1);
        return IntStream.range(0, DECISIONS)
                .filter(i -> candidate.takes(ids.next()))
                .count();
    }
}
