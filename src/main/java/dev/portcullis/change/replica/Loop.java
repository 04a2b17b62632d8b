package dev.portcullis.change.replica;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * A thread that works on a connection of its own, and on another one when that broke. It logs when work begins to fail and when
 * it goes on again, not each time in between.
 */
abstract class Loop implements Runnable {

    private static final Logger LOG = Logger.getLogger(Loop.class);
    private static final long PAUSE_MILLIS = 200;

    private final String name;
    private final StoreLinks links;
    private final Semaphore signal = new Semaphore(0);
    private final Thread thread;
    private volatile boolean stopping;
    private Class<?> failing;

    Loop(String name, StoreLinks links) {
        this.name = name;
        this.links = links;
        this.thread = new Thread(this, "portcullis-" + name);
        thread.setDaemon(true);
    }

    /** Works until it is interrupted or something fails. */
    abstract void work(StoreLink store) throws InterruptedException;

    final void start() {
        thread.start();
    }

    /** Ends the thread, and waits until it has. */
    final void stop() throws InterruptedException {
        stopping = true;
        thread.interrupt();
        thread.join(TimeUnit.SECONDS.toMillis(5));
    }

    /** Ends a {@link #pause}, this one or the next. */
    final void wake() {
        signal.release();
    }

    /** Waits to be woken, at most so long. */
    final void pause(long millis) throws InterruptedException {
        signal.tryAcquire(millis, TimeUnit.MILLISECONDS);
        signal.drainPermits();
    }

    /** To be called whenever work went well. */
    final void succeeded() {
        if (failing != null) {
            failing = null;
            LOG.infof("%s: goes on", name);
        }
    }

    @Override
    public final void run() {
        while (!stopping) {
            try (var store = links.open()) {
                work(store);
            } catch (InterruptedException e) {
                return;
            } catch (Exception | Error e) {
                // An error too: a thread that ended would leave this replica without an answer until somebody looks.
                failed(e);
            }
            try {
                TimeUnit.MILLISECONDS.sleep(stopping ? 0 : PAUSE_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void failed(Throwable failure) {
        if (!stopping && failure.getClass() != failing) {
            failing = failure.getClass();
            LOG.warnf(failure, "%s: interrupted; goes on as soon as it can", name);
        }
    }
}
