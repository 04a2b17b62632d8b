package dev.portcullis.change.replica;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;

/** Up to which revision this replica has every change. Goes forward, but when the store has lost changes. */
@Singleton
class Applied {

    private final Queue<Waiter> waiters = new PriorityQueue<>(Comparator.comparingLong(Waiter::revision));
    private volatile long revision = -1;

    private record Waiter(long revision, UniEmitter<? super Void> emitter) {}

    /** -1 before anything was loaded. */
    long revision() {
        return revision;
    }

    /** Comes, on whatever thread, once this replica has the change. Never fails. */
    Uni<Void> reached(long wanted) {
        return Uni.createFrom().emitter(emitter -> {
            var waiter = new Waiter(wanted, emitter);
            synchronized (waiters) {
                if (revision < wanted) {
                    waiters.add(waiter);
                    emitter.onTermination(() -> forget(waiter));
                    return;
                }
            }
            emitter.complete(null);
        });
    }

    /** Waits on this thread for at most so long. */
    synchronized boolean await(long wanted, long millis) throws InterruptedException {
        var end = System.nanoTime() + millis * 1_000_000;
        while (revision < wanted) {
            var left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    /** Says that all changes up to this one can be seen. */
    void advance(long to) {
        synchronized (this) {
            revision = to;
            notifyAll();
        }
        Waiter waiter;
        while ((waiter = next(to)) != null) {
            waiter.emitter().complete(null);
        }
    }

    private Waiter next(long to) {
        synchronized (waiters) {
            var first = waiters.peek();
            return first != null && first.revision() <= to ? waiters.poll() : null;
        }
    }

    private void forget(Waiter waiter) {
        synchronized (waiters) {
            waiters.remove(waiter);
        }
    }
}
