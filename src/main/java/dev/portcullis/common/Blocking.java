package dev.portcullis.common;

import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;

/** For threads that may wait, as they are none of an event loop. */
public final class Blocking {

    private Blocking() {}

    /** Waits for work on the store, which is subscribed to where sessions may be opened. Throws what it fails with. */
    public static <T> T await(Supplier<Uni<T>> work) {
        try {
            return VertxContextSupport.subscribeAndAwait(work);
        } catch (RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
