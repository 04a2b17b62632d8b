package dev.portcullis.change.replica;

import dev.portcullis.common.SameContext;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;

/** This replica's place among the others. */
@ApplicationScoped
public class Replica {

    private static final Logger LOG = Logger.getLogger(Replica.class);

    private final Tail tail;
    private final Renewal renewal;
    private final Membership membership;
    private final Applied applied;
    private final StoreLinks links;

    Replica(Tail tail, Renewal renewal, Membership membership, Applied applied, StoreLinks links) {
        this.tail = tail;
        this.renewal = renewal;
        this.membership = membership;
        this.applied = applied;
        this.links = links;
    }

    /**
     * Whether a Check may be answered now from the state that the follower has. To be asked after the call came in; an answer
     * given by it holds for that call.
     */
    public boolean mayAnswer() {
        return membership.mayAnswer();
    }

    /** Up to which revision this replica has every change; -1 before it has loaded any. */
    public long appliedRevision() {
        return applied.revision();
    }

    /** Comes once this replica has the change, or after a limit all the same; on the caller's context. Never fails. */
    public Uni<Void> reached(long revision, Duration limit) {
        return SameContext.of(applied.reached(revision).ifNoItem().after(limit).recoverWithItem(() -> null));
    }

    /** Waits on this thread until this replica has the change, or for so long; returns whether it has. */
    public boolean await(long revision, Duration limit) throws InterruptedException {
        return applied.await(revision, limit.toMillis());
    }

    void start(@Observes StartupEvent event) {
        tail.start();
        renewal.start();
    }

    /** Stops answering, and then tells so: nobody need wait for its lease. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        renewal.stop();
        tail.stop();
        var epoch = membership.epoch();
        membership.left();
        if (epoch.isPresent()) {
            try (var store = links.open()) {
                ReplicaTable.leave(store, epoch.getAsLong());
            } catch (StoreLink.Broken e) {
                LOG.warn("could not leave the table of replicas; others will wait for the lease to run out");
            }
        }
    }
}
