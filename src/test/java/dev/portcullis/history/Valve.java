package dev.portcullis.history;

import java.time.Duration;

/** One direction of a {@link StoreProxy}: whether anything passes, and how late. */
final class Valve {

    private boolean shut;
    private long delayNanos;

    /** Nothing passes from now on, as if the network lost it; what sends it is not told. */
    synchronized void shut() {
        shut = true;
    }

    /** All passes again, at once: also what was sent meanwhile, as TCP sends again what was lost. */
    synchronized void open() {
        shut = false;
        delayNanos = 0;
        notifyAll();
    }

    /** What is sent from now on comes so much later. */
    synchronized void delay(Duration by) {
        delayNanos = by.toNanos();
    }

    /** When what is sent now shall come. */
    synchronized long due() {
        return System.nanoTime() + delayNanos;
    }

    /** Waits until something due then may pass. */
    synchronized void pass(long due) throws InterruptedException {
        while (shut || due - System.nanoTime() > 0) {
            wait(shut ? 0 : Math.max(1, (due - System.nanoTime()) / 1_000_000));
        }
    }
}
