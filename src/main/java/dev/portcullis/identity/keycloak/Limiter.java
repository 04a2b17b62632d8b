package dev.portcullis.identity.keycloak;

import dev.portcullis.common.NanoClock;
import java.util.concurrent.TimeUnit;

/** Spaces calls evenly: so many a second, and none saved up. */
final class Limiter {

    private final NanoClock clock;
    private final long spacing;
    private long next;

    Limiter(NanoClock clock, int perSecond) {
        this.clock = clock;
        this.spacing = TimeUnit.SECONDS.toNanos(1) / perSecond;
        this.next = clock.nanos();
    }

    /** Takes the next place, and tells in how many nanoseconds it is. */
    synchronized long reserve() {
        var now = clock.nanos();
        var place = next - now > 0 ? next : now;
        next = place + spacing;
        return place - now;
    }

    /** Waits for the next place. */
    void await() throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(reserve());
    }
}
