package dev.portcullis.policy.active;

import dev.portcullis.common.NanoClock;
import dev.portcullis.common.SameContext;
import dev.portcullis.policy.PolicyBundles;
import dev.portcullis.policy.PolicyEngine;
import dev.portcullis.policy.PolicyUnavailableException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * Engines that decide with the library and with a bundle that is stored. One is made when it is first asked for, on a thread of
 * its own, from what the store has: that is verified anew, signature and all, and must have the digest that was asked for. The
 * last few are kept; whoever uses another keeps it by itself.
 */
@Singleton
public class Policies {

    private static final Logger LOG = Logger.getLogger(Policies.class);
    private static final int KEPT = 4;

    /** How long the follower waits before it says that it cannot go on, and tries again. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** How long a call waits for it. */
    private static final Duration MOMENT = Duration.ofSeconds(5);

    /** How long what failed stays so: to verify takes seconds, and whoever follows asks again at once. */
    private static final Duration REST = Duration.ofSeconds(2);

    private final PolicyEngine library;
    private final PolicyBundles bundles;
    private final BundleStore store;
    private final NanoClock clock;
    private final Executor maker = Executors.newSingleThreadExecutor(Policies::thread);
    private final Map<String, Making> makings = new LinkedHashMap<>(2 * KEPT, 0.75f, true);

    /** Why the policy that is to be active cannot decide here; empty if it can. */
    private volatile Optional<String> trouble = Optional.empty();

    Policies(PolicyEngine library, PolicyBundles bundles, BundleStore store, NanoClock clock) {
        this.library = library;
        this.bundles = bundles;
        this.store = store;
        this.clock = clock;
    }

    private static final class Making {

        private final CompletableFuture<PolicyEngine> engine = new CompletableFuture<>();
        private volatile long failedNanos;
    }

    /**
     * The engine of a bundle, or of the library alone; on the caller's context. Fails with PolicyUnavailableException if it
     * cannot be made, or takes long.
     */
    public Uni<PolicyEngine> of(Optional<String> digest) {
        return SameContext.of(Uni.createFrom()
                .completionStage(() -> engine(digest))
                .ifNoItem()
                .after(MOMENT)
                .fail()
                .onFailure()
                .transform(failure -> new PolicyUnavailableException("the policy cannot be used", failure)));
    }

    /** As {@link #of}, however long it takes, on any thread, and fails with whatever it fails. */
    public CompletionStage<PolicyEngine> engine(Optional<String> digest) {
        return digest.map(bundle -> making(bundle).engine).orElseGet(() -> CompletableFuture.completedFuture(library));
    }

    /** Begins to make the engine of a bundle, if it is not there. */
    public void prepare(String digest) {
        making(digest);
    }

    /**
     * The engine of the policy that is to be active here. Blocks until it is made.
     *
     * @throws PolicyUnavailableException if it cannot be made, or takes too long; then {@link #trouble} tells so too, until it is
     */
    public PolicyEngine await(Optional<String> digest) {
        try {
            var engine = engine(digest).toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            trouble = Optional.empty();
            return engine;
        } catch (ExecutionException e) {
            throw unavailable(digest, e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw unavailable(digest, "it is not ready yet", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PolicyUnavailableException("interrupted while the policy is made ready", e);
        }
    }

    /** Why the policy that is to be active cannot decide here: then nothing is decided any more. Empty if it can. */
    public Optional<String> trouble() {
        return trouble;
    }

    private PolicyUnavailableException unavailable(Optional<String> digest, String why, Throwable cause) {
        var message = "the policy of bundle " + digest.orElse("(none)") + " is to be active and cannot be used: " + why;
        trouble = Optional.of(message);
        return new PolicyUnavailableException(message, cause);
    }

    private synchronized Making making(String digest) {
        var known = makings.get(digest);
        if (known != null && !(known.engine.isCompletedExceptionally() && hasRested(known))) {
            return known;
        }
        var making = new Making();
        makings.put(digest, making);
        var eldest = makings.entrySet().iterator();
        while (makings.size() > KEPT) {
            eldest.next();
            eldest.remove();
        }
        maker.execute(() -> make(digest, making));
        return making;
    }

    private boolean hasRested(Making making) {
        return clock.nanos() - making.failedNanos > REST.toNanos();
    }

    private void make(String digest, Making making) {
        var start = clock.nanos();
        try {
            var verified = bundles.verify(store.archive(digest));
            if (!verified.bundle().digest().equals(digest)) {
                throw new PolicyUnavailableException("the store has another bundle under this digest");
            }
            var engine = verified.engine();
            LOG.infof(
                    "policy bundle %s (%s) is ready as %s, in %d ms",
                    digest, verified.bundle().revision(), engine.revision(), (clock.nanos() - start) / 1_000_000);
            making.engine.complete(engine);
        } catch (RuntimeException | Error e) {
            LOG.errorf(e, "policy bundle %s cannot be used", digest);
            making.failedNanos = clock.nanos();
            making.engine.completeExceptionally(e);
        }
    }

    private static Thread thread(Runnable work) {
        var thread = new Thread(work, "portcullis-policies");
        thread.setDaemon(true);
        return thread;
    }
}
