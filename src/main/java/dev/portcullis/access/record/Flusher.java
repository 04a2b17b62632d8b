package dev.portcullis.access.record;

import dev.portcullis.common.ErrorReason;
import dev.portcullis.common.PortcullisException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** Brings appended frames to the disk for all who wait at once, in a thread of its own. */
final class Flusher implements Runnable {

    private static final Logger LOG = Logger.getLogger(Flusher.class);

    private final Segments segments;
    private List<UniEmitter<? super Void>> waiters = new ArrayList<>();
    private boolean stopping;
    private boolean stopped;

    Flusher(Segments segments) {
        this.segments = segments;
    }

    /**
     * Completes, in another thread, when everything appended before is on the disk. Fails with DECISION_UNAVAILABLE if the
     * disk does.
     */
    Uni<Void> force() {
        return Uni.createFrom().emitter(emitter -> {
            synchronized (this) {
                if (!stopped) {
                    waiters.add(emitter);
                    notifyAll();
                    return;
                }
            }
            emitter.fail(unavailable());
        });
    }

    /** Ends it once nobody waits. */
    synchronized void stop() {
        stopping = true;
        notifyAll();
    }

    @Override
    public void run() {
        try {
            for (var group = next(); !group.isEmpty(); group = next()) {
                force(group);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized List<UniEmitter<? super Void>> next() throws InterruptedException {
        while (waiters.isEmpty() && !stopping) {
            wait();
        }
        stopped = waiters.isEmpty();
        var group = waiters;
        waiters = new ArrayList<>();
        return group;
    }

    private void force(List<UniEmitter<? super Void>> group) {
        try {
            segments.force();
            group.forEach(waiter -> waiter.complete(null));
        } catch (UncheckedIOException e) {
            LOG.error("decisions cannot be forced to the disk; they are not given", e);
            segments.abandon();
            group.forEach(waiter -> waiter.fail(unavailable()));
        }
    }

    private static PortcullisException unavailable() {
        return new PortcullisException(ErrorReason.DECISION_UNAVAILABLE, "no decision can be recorded now");
    }
}
