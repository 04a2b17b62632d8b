package dev.portcullis.common;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Lets something through at most once a second, such as a line of a log that nobody is to fill. */
public final class OnceASecond {

    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final NanoClock clock;
    private final AtomicLong quietUntil;

    public OnceASecond(NanoClock clock) {
        this.clock = clock;
        this.quietUntil = new AtomicLong(clock.nanos());
    }

    /** Whether it may go through now; whoever is told so, does. */
    public boolean mayNow() {
        var now = clock.nanos();
        var last = quietUntil.get();
        return now - last >= 0 && quietUntil.compareAndSet(last, now + PAUSE_NANOS);
    }
}
