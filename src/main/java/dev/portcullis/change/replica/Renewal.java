package dev.portcullis.change.replica;

import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/**
 * Renews the lease, and takes out of the table those who do not.
 *
 * <p>A renewal reads the clocks, asks the store which revision was the last one committed, and waits until this replica has it:
 * only then is there a lease, counted from the clocks. So whoever committed a change that this replica does not have knows
 * that any lease here began before that commit.
 */
@Singleton
class Renewal extends Loop {

    private static final Logger LOG = Logger.getLogger(Renewal.class);

    private final LeaseClocks clocks;
    private final Applied applied;
    private final Membership membership;
    private final Tail tail;
    private final ReplicaConfig config;

    Renewal(
            StoreLinks links,
            LeaseClocks clocks,
            Applied applied,
            Membership membership,
            Tail tail,
            ReplicaConfig config) {
        super("renewal", links);
        this.clocks = clocks;
        this.applied = applied;
        this.membership = membership;
        this.tail = tail;
        this.config = config;
    }

    @Override
    void work(StoreLink store) throws InterruptedException {
        store.run("SET synchronous_commit = off");
        // A crash of the store may take renewals back, and it breaks this connection: what was seen before it says
        // nothing.
        var stragglers = new Stragglers(clocks);
        while (true) {
            if (membership.epoch().isPresent() && applied.revision() >= 0) {
                renew(store, membership.epoch().getAsLong());
                stragglers.evict(store);
                succeeded();
            }
            pause(
                    membership.mayAnswer()
                            ? config.renewal().toMillis()
                            : config.renewal().toMillis() / 10);
        }
    }

    private void renew(StoreLink store, long epoch) throws InterruptedException {
        var known = applied.revision();
        var lease = clocks.start();
        var head = ReplicaTable.renew(store, epoch);
        if (head.isEmpty()) {
            membership.left(epoch);
            tail.rejoinSoon();
        } else if (head.getAsLong() < known) {
            LOG.errorf("the store is back at revision %d from %d: it has lost changes", head.getAsLong(), known);
            membership.left(epoch);
            tail.reloadSoon();
        } else if (applied.await(head.getAsLong(), Lease.LENGTH.toMillis())) {
            membership.renewed(epoch, lease);
        }
    }
}
