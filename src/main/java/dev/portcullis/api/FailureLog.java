package dev.portcullis.api;

import dev.portcullis.common.NanoClock;
import dev.portcullis.common.OnceASecond;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Logs one kind of failure with its cause at most once a second, and how many went unlogged before it: what fails thousands of
 * times a second must not fill a disk as well.
 */
final class FailureLog {

    private final Logger log;
    private final String what;
    private final OnceASecond pace;
    private final AtomicLong unlogged = new AtomicLong();

    FailureLog(Logger log, String what) {
        this(log, what, System::nanoTime);
    }

    FailureLog(Logger log, String what, NanoClock clock) {
        this.log = log;
        this.what = what;
        this.pace = new OnceASecond(clock);
    }

    void failed(Throwable cause) {
        if (pace.mayNow()) {
            var before = unlogged.getAndSet(0);
            log.error(before == 0 ? what : what + "; and " + before + " more times before", cause);
        } else {
            unlogged.incrementAndGet();
        }
    }
}
