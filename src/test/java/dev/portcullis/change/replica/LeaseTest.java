package dev.portcullis.change.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class LeaseTest {

    private static final long LENGTH = Lease.LENGTH.toMillis();

    private long monotonicMillis = 7_000;
    private long wallMillis = 1_800_000_000_000L;
    private OptionalLong bootMillis = OptionalLong.of(90_000);

    private final LeaseClocks clocks = new LeaseClocks(
            () -> monotonicMillis * 1_000_000, () -> Instant.ofEpochMilli(wallMillis), () -> bootMillis);
    private final Lease lease = clocks.start();

    @Test
    void shouldHoldUntilItsLengthHasPassed() {
        pass(LENGTH - 1);
        assertThat(lease.holds(clocks)).isTrue();
        pass(1);
        assertThat(lease.holds(clocks)).isFalse();
    }

    @Test
    void shouldEndForOthersAfterItHasEndedForItsHolder() {
        assertThat(Lease.LENGTH_SEEN_BY_OTHERS)
                .isGreaterThan(Lease.LENGTH.multipliedBy(102).dividedBy(100));
    }

    @Test
    void shouldEndWhenTheMachineWasSuspendedForSoLong() {
        wallMillis += LENGTH;
        bootMillis = OptionalLong.of(bootMillis.getAsLong() + LENGTH);
        assertThat(lease.holds(clocks)).isFalse();
    }

    @Test
    void shouldHoldWhenTheWallClockWasSetForward() {
        wallMillis += 3_600_000;
        assertThat(lease.holds(clocks)).isTrue();
    }

    @Test
    void shouldHoldWhenTheWallClockWasSetBack() {
        wallMillis -= 3_600_000;
        assertThat(lease.holds(clocks)).isTrue();
    }

    @Test
    void shouldEndWhenTheWallClockPartsAndThereIsNoBootClock() {
        bootMillis = OptionalLong.empty();
        assertThat(lease.holds(clocks)).isTrue();
        wallMillis += 3_600_000;
        assertThat(lease.holds(clocks)).isFalse();
    }

    private void pass(long millis) {
        monotonicMillis += millis;
        wallMillis += millis;
        bootMillis = OptionalLong.of(bootMillis.getAsLong() + millis);
    }
}
