package dev.portcullis.common;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import org.jboss.logging.Logger;

/** How long a call waits for the store, which may be one that will never answer. */
public final class StoreLimit {

    private static final Logger LOG = Logger.getLogger(StoreLimit.class);
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private StoreLimit() {}

    /**
     * The same, but it fails with STORE_UNAVAILABLE if it takes longer than 10 s. Once begun it goes on to its end, whether or not
     * anybody waits: a transaction left alone halfway would keep what it has locked.
     */
    public static <T> Uni<T> of(Uni<T> work, String message) {
        var whole = work.memoize().indefinitely();
        return SameContext.of(whole.ifNoItem().after(LIMIT).failWith(() -> {
            // Nobody hears how it ends.
            whole.subscribe().with(answer -> {}, late -> LOG.warn("a call failed when nobody waited any more", late));
            return new PortcullisException(ErrorReason.STORE_UNAVAILABLE, message);
        }));
    }
}
