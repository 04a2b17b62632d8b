package dev.portcullis.change.replica;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * The right to answer Checks for a while. It is measured from readings of this machine's clocks that were taken
 * <em>before</em> the store was asked for it, so that it ends here no later than anybody else may think.
 *
 * @param startNanos the monotonic clock
 * @param startWallMillis the wall clock, to notice that the monotonic one may have stood still
 * @param startBootMillis the boot clock, which does not
 */
record Lease(long startNanos, long startWallMillis, OptionalLong startBootMillis) {

    /** How long it holds. The same on all replicas of all versions that run together, as each waits for the others'. */
    static final Duration LENGTH = Duration.ofSeconds(2);

    /**
     * How long others wait for its end: longer by what their clock may run faster than the holder's (2 %, where crystals differ
     * by less than 0.02 %) and by the coarseness of the boot clock.
     */
    static final Duration LENGTH_SEEN_BY_OTHERS = LENGTH.plusMillis(60);

    /** By how much the wall clock may part from the monotonic one before the boot clock is asked. */
    private static final long DRIFT_MILLIS = 15;

    /** Whether it still holds. */
    boolean holds(LeaseClocks clocks) {
        var elapsed = clocks.nanos() - startNanos;
        if (elapsed >= LENGTH.toNanos()) {
            return false;
        }
        var wall = clocks.wallMillis() - startWallMillis;
        return Math.abs(wall - elapsed / 1_000_000) <= DRIFT_MILLIS || holdsByBootClock(clocks);
    }

    /** The wall clock was set, or the machine was suspended: the boot clock knows which. Without one, it ends. */
    private boolean holdsByBootClock(LeaseClocks clocks) {
        var now = clocks.bootMillis();
        return now.isPresent()
                && startBootMillis.isPresent()
                && now.getAsLong() - startBootMillis.getAsLong() < LENGTH.toMillis();
    }
}
