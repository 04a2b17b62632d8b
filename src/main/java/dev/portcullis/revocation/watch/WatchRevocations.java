package dev.portcullis.revocation.watch;

import dev.portcullis.change.replica.Replica;
import dev.portcullis.common.Caller;
import dev.portcullis.common.ErrorReason;
import dev.portcullis.common.PortcullisException;
import dev.portcullis.common.StoreLimit;
import dev.portcullis.revocation.Cuts;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;

/** Tells an enforcement point of every cut that this replica makes, in their order, each once, and of checkpoints between. */
@ApplicationScoped
public class WatchRevocations {

    /** Longer than a lease: who holds one after it has every change that was made before. */
    private static final Duration ARRIVAL = Duration.ofMillis(2_500);

    private final Replica replica;
    private final Cuts cuts;
    private final Source source;
    private final Watches watches;
    private final WatchConfig config;

    WatchRevocations(Replica replica, Cuts cuts, Source source, Watches watches, WatchConfig config) {
        this.replica = replica;
        this.cuts = cuts;
        this.source = source;
        this.watches = watches;
        this.config = config;
    }

    /**
     * Every cut after a revision (0: from now on, and a checkpoint first). Ends only with a failure: UNAUTHENTICATED when its
     * time is over, WATCH_START_OVER, WATCH_TOO_SLOW, WATCH_LIMIT_REACHED, DECISION_UNAVAILABLE if this replica holds no lease
     * at the start, or as the store fails. MUST be subscribed to on the context of the call.
     */
    public Multi<Message> run(Caller caller, long after, Instant until, Outlet outlet) {
        return start(after).onItem().transformToMulti(place -> Multi.createFrom()
                .emitter(
                        client -> open(new Watch(
                                source,
                                watches,
                                caller.subject(),
                                place,
                                until,
                                outlet,
                                client,
                                Vertx.currentContext())),
                        BackPressureStrategy.IGNORE));
    }

    private Uni<Long> start(long after) {
        return after == 0
                ? Uni.createFrom().item(source::head).invoke(this::requireLease)
                : replica.reached(after, ARRIVAL)
                        .invoke(this::requireLease)
                        .chain(() -> StoreLimit.of(
                                cuts.isMoreThan(config.replay(), after), "the store did not answer in time"))
                        .map(tooMany -> {
                            if (tooMany || replica.appliedRevision() < after) {
                                throw new PortcullisException(
                                        ErrorReason.WATCH_START_OVER,
                                        "after_revision: " + (tooMany ? "too long ago" : "there is no such revision")
                                                + "; drop every decision that is kept, and watch from now on");
                            }
                            return after;
                        });
    }

    private void requireLease() {
        if (!replica.mayAnswer()) {
            throw new PortcullisException(ErrorReason.DECISION_UNAVAILABLE, "this replica holds no lease now");
        }
    }

    private void open(Watch watch) {
        watches.add(watch);
        watch.begin();
    }
}
