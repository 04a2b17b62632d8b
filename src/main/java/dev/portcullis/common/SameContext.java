package dev.portcullis.common;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

/** Brings what another thread completes back to the Vert.x context that waits for it, where its session and its call live. */
public final class SameContext {

    private SameContext() {}

    /** The same, but its item or failure comes on the context that subscribed; on any thread, if there was none. */
    public static <T> Uni<T> of(Uni<T> uni) {
        return Uni.createFrom().deferred(() -> {
            var context = Vertx.currentContext();
            return context == null ? uni : uni.emitOn(task -> context.runOnContext(nothing -> task.run()));
        });
    }
}
