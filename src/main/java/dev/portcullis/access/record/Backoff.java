package dev.portcullis.access.record;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How long to wait before the next try: twice as long each time, less up to half of it by chance. */
final class Backoff {

    private final Duration least;
    private final Duration most;
    private Duration next;

    Backoff(Duration least, Duration most) {
        this.least = least;
        this.most = most;
        this.next = least;
    }

    void reset() {
        next = least;
    }

    void sleep() throws InterruptedException {
        var millis = next.toMillis();
        var doubled = next.multipliedBy(2);
        next = doubled.compareTo(most) < 0 ? doubled : most;
        Thread.sleep(millis - ThreadLocalRandom.current().nextLong(millis / 2 + 1));
    }
}
