package dev.portcullis.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final Duration MOST = Duration.ofMinutes(5);

    private final Backoff backoff = new Backoff(LEAST, MOST);

    @Test
    void shouldWaitTwiceAsLongAfterEachFailureLessUpToHalfOfIt() {
        for (var failures = 1; failures <= 8; failures++) {
            var whole = LEAST.multipliedBy(1L << (failures - 1));
            assertThat(backoff.after(failures, new Random(failures))).isBetween(whole.dividedBy(2), whole);
        }
    }

    @Test
    void shouldNeverWaitLongerThanTheMost() {
        assertThat(backoff.after(1000, new Random(1))).isBetween(MOST.dividedBy(2), MOST);
        assertThat(backoff.upTo(Duration.ofSeconds(30)).after(1000, new Random(1)))
                .isBetween(Duration.ofSeconds(15), Duration.ofSeconds(30));
    }

    @Test
    void shouldNotHaveAllWaitEquallyLong() {
        var random = new Random(1);
        assertThat(IntStream.range(0, 100)
                        .mapToObj(i -> backoff.after(5, random))
                        .distinct())
                .hasSizeGreaterThan(50);
    }
}
