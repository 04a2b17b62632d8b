package dev.portcullis.access.record;

import dev.portcullis.common.Backoff;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/** Keeps one segment ready. While it cannot, it tries again; appends fail once there is no room without it. */
final class Preparer implements Runnable {

    private static final Logger LOG = Logger.getLogger(Preparer.class);
    private static final Duration LEAST = Duration.ofMillis(100);
    private static final Duration MOST = Duration.ofSeconds(2);

    private final Segments segments;
    private final Allocator allocator;
    private final Backoff backoff = new Backoff(LEAST, MOST);
    private int failures;

    Preparer(Segments segments, Allocator allocator) {
        this.segments = segments;
        this.allocator = allocator;
    }

    @Override
    public void run() {
        try {
            var open = true;
            while (open) {
                try {
                    open = segments.prepare(allocator);
                    failures = 0;
                } catch (IOException e) {
                    LOG.error("no segment for decisions can be made; none is given once the current one is full", e);
                    Thread.sleep(backoff.after(++failures, ThreadLocalRandom.current())
                            .toMillis());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
