package dev.portcullis.identity.keycloak;

import dev.portcullis.common.NanoClock;
import java.util.concurrent.TimeUnit;

/**
 * Spaces calls evenly: so many a second, and none saved up. A call counts from when it begins, not from when it might have begun: so
 * one that comes late is not followed by one that comes too soon. For one thread.
 */
final class Limiter {

    private final NanoClock clock;
    private final long spacing;
    private long next;

    Limiter(NanoClock clock, int perSecond) {
        this.clock = clock;
        // Rounded up: else that many would begin in a little less than a second.
        this.spacing = (TimeUnit.SECONDS.toNanos(1) + perSecond - 1) / perSecond;
        this.next = clock.nanos();
    }

    /** In how many nanoseconds a call may begin; 0 or less if it may now. */
    long left() {
        return next - clock.nanos();
    }

    /** Waits until a call may begin. */
    void await() throws InterruptedException {
        for (var left = left(); left > 0; left = left()) {
            TimeUnit.NANOSECONDS.sleep(left);
        }
    }

    /** A call begins now. */
    void begin() {
        next = clock.nanos() + spacing;
    }
}
