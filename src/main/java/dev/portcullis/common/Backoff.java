package dev.portcullis.common;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next try: twice as long after each failure, less up to half of it by chance, so that what failed
 * together is not tried together.
 */
public record Backoff(Duration least, Duration most) {

    private static final int MOST_DOUBLINGS = 30;

    /** @param failures how many there were in a row, at least 1 */
    public Duration after(int failures, RandomGenerator random) {
        var doubled = least.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        var millis = (doubled.compareTo(most) < 0 ? doubled : most).toMillis();
        return Duration.ofMillis(millis - random.nextLong(millis / 2 + 1));
    }

    /** The same, that waits no longer than this. */
    public Backoff upTo(Duration limit) {
        return new Backoff(least.compareTo(limit) < 0 ? least : limit, most.compareTo(limit) < 0 ? most : limit);
    }
}
