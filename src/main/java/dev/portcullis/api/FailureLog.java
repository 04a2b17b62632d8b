package dev.portcullis.api;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Logs one kind of failure with its cause at most once a second, and how many went unlogged before it: what fails thousands of
 * times a second must not fill a disk as well.
 */
final class FailureLog {

    private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

    private final Logger log;
    private final String what;
    private final LongSupplier nanos;
    private final AtomicLong loggedAt;
    private final AtomicLong unlogged = new AtomicLong();

    FailureLog(Logger log, String what) {
        this(log, what, System::nanoTime);
    }

    /** @param nanos a clock that never goes back */
    FailureLog(Logger log, String what, LongSupplier nanos) {
        this.log = log;
        this.what = what;
        this.nanos = nanos;
        this.loggedAt = new AtomicLong(nanos.getAsLong() - PAUSE_NANOS);
    }

    void failed(Throwable cause) {
        var now = nanos.getAsLong();
        var last = loggedAt.get();
        if (now - last >= PAUSE_NANOS && loggedAt.compareAndSet(last, now)) {
            var before = unlogged.getAndSet(0);
            log.error(before == 0 ? what : what + "; and " + before + " more times before", cause);
        } else {
            unlogged.incrementAndGet();
        }
    }
}
