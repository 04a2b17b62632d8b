package dev.portcullis.policy.wasm;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Cuts off evaluations that take too long. What counts is the processor time of the thread, so that a machine that was
 * suspended or is short of processors cuts off none that is innocent; as a last resort, a multiple of it by the clock.
 *
 * <p>It looks every tenth of the limit, and times an evaluation from when it first sees it: one is cut off after the limit
 * and at most two tenths. An evaluation costs a write and a compare-and-set for it, as most are never seen.
 */
final class Watchdog implements AutoCloseable {

    private static final int LOOKS_PER_LIMIT = 10;

    /** Processor time may stand still for as long as a thread gets none. */
    private static final int LIMITS_BY_THE_CLOCK = 20;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final long limitNanos;
    private final Map<Watch, Sight> watches = new ConcurrentHashMap<>();
    private final ThreadLocal<Watch> own = ThreadLocal.withInitial(this::enter);
    private final ScheduledExecutorService timer;

    /** @param limit what an evaluation may take, at least a millisecond */
    Watchdog(Duration limit) {
        this.limitNanos = limit.toNanos();
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, "policy-watchdog");
            thread.setDaemon(true);
            return thread;
        });
        var pause = limitNanos / LOOKS_PER_LIMIT;
        timer.scheduleWithFixedDelay(this::look, pause, pause, TimeUnit.NANOSECONDS);
    }

    /** The watch of the calling thread. */
    Watch watch() {
        return own.get();
    }

    /** Stops watching: what is under way is no longer cut off. */
    @Override
    public void close() {
        timer.shutdownNow();
    }

    private Watch enter() {
        var watch = new Watch();
        watches.put(watch, Sight.NOTHING);
        return watch;
    }

    private void look() {
        watches.keySet().removeIf(watch -> !watch.thread().isAlive());
        watches.replaceAll(this::look);
    }

    private Sight look(Watch watch, Sight last) {
        var evaluation = watch.current();
        if (evaluation <= 0) {
            return Sight.NOTHING;
        }
        if (evaluation != last.evaluation()) {
            return Sight.of(watch, evaluation);
        }
        var now = Sight.of(watch, evaluation);
        if (now.cpuNanos() - last.cpuNanos() > limitNanos
                || now.nanos() - last.nanos() > limitNanos * LIMITS_BY_THE_CLOCK) {
            watch.cut(evaluation);
        }
        return last;
    }

    /**
     * An evaluation, and when the watchdog first saw it.
     *
     * @param evaluation its number; 0 for none
     * @param cpuNanos the processor time of its thread
     * @param nanos the time of the monotonic clock
     */
    private record Sight(long evaluation, long cpuNanos, long nanos) {

        private static final Sight NOTHING = new Sight(0, 0, 0);

        private static Sight of(Watch watch, long evaluation) {
            return new Sight(evaluation, THREADS.getThreadCpuTime(watch.thread().getId()), System.nanoTime());
        }
    }
}
