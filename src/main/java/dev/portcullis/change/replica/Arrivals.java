package dev.portcullis.change.replica;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** Wakes those who wait for some replica to get further. A hint, which may be missed: who waits also looks by itself. */
@Singleton
class Arrivals {

    private List<UniEmitter<? super Void>> waiters = new ArrayList<>();

    Uni<Void> next() {
        return Uni.createFrom().emitter(emitter -> {
            emitter.onTermination(() -> forget(emitter));
            synchronized (this) {
                waiters.add(emitter);
            }
        });
    }

    private synchronized void forget(UniEmitter<? super Void> emitter) {
        waiters.remove(emitter);
    }

    void announce() {
        List<UniEmitter<? super Void>> woken;
        synchronized (this) {
            woken = waiters;
            waiters = new ArrayList<>();
        }
        woken.forEach(emitter -> emitter.complete(null));
    }
}
