package dev.portcullis.revocation.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.revocation.Cut;
import dev.portcullis.revocation.Selector;
import dev.portcullis.revocation.SelectorType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecentTest {

    private final Recent recent = new Recent(new Config());

    @BeforeEach
    void begin() {
        recent.begin(10);
    }

    @Test
    void shouldHaveWhatCameAfterAPlace() {
        recent.add(cuts(12, 14), 15);
        assertThat(revisions(recent.next(12, 9))).containsExactly(14L);
        assertThat(revisions(recent.next(10, 1))).containsExactly(12L);
        assertThat(revisions(recent.next(14, 9))).isEmpty();
        assertThat(recent.next(10, 9).upTo()).isEqualTo(15);
    }

    @Test
    void shouldSayWhenThereMayHaveBeenMore() {
        assertThat(recent.next(9, 9).tooOld()).isTrue();
        assertThat(recent.next(10, 9).tooOld()).isFalse();
        // There is room for three: 12 is forgotten.
        recent.add(cuts(12, 13, 14, 15), 15);
        assertThat(recent.next(11, 9).tooOld()).isTrue();
        assertThat(recent.next(12, 9).tooOld()).isFalse();
        assertThat(revisions(recent.next(12, 9))).containsExactly(13L, 14L, 15L);
    }

    @Test
    void shouldNotBeCurrentUntilItIsSaid() {
        assertThat(recent.next(10, 9).current()).isFalse();
        recent.stamp(true, 7);
        assertThat(recent.next(10, 9).current()).isTrue();
        assertThat(recent.next(10, 9).asOfNanos()).isEqualTo(7);
        recent.stamp(false, 8);
        assertThat(recent.next(10, 9).current()).isFalse();
    }

    private static List<Long> revisions(Recent.Next next) {
        return next.cuts().stream().map(Cut::revision).toList();
    }

    private static List<Cut> cuts(long... revisions) {
        return LongStream.of(revisions)
                .mapToObj(revision ->
                        new Cut(revision, Selector.of(SelectorType.ASSET, "a"), "r" + revision, false, Instant.EPOCH))
                .toList();
    }

    private static final class Config implements WatchConfig {

        @Override
        public Duration checkpoint() {
            return Duration.ofSeconds(1);
        }

        @Override
        public int replay() {
            return 3;
        }

        @Override
        public int backlog() {
            return 3;
        }

        @Override
        public int streams() {
            return 3;
        }

        @Override
        public int streamsPerCaller() {
            return 2;
        }
    }
}
