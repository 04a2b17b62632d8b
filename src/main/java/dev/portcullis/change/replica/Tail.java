package dev.portcullis.change.replica;

import dev.portcullis.change.StateJson;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/**
 * Follows the change log: loads the state of one revision, then makes every later change, one by one, in their order.
 *
 * <p>Revisions have no gap and commit in their order (see {@link dev.portcullis.change.ChangeLog}), so whoever reads what comes
 * behind the last one it has cannot miss one. Notifications only say that it is worth to look now.
 */
@Singleton
class Tail extends Loop {

    private static final Logger LOG = Logger.getLogger(Tail.class);
    private static final String CHANGE_CHANNEL = "portcullis_change";
    private static final int MOST_AT_ONCE = 512;
    private static final String READ = "SELECT revision, CAST(states AS text) AS states FROM change_log"
            + " WHERE revision > $1 ORDER BY revision LIMIT $2";

    private final Follower follower;
    private final Applied applied;
    private final Membership membership;
    private final Arrivals arrivals;
    private final LeaseClocks clocks;
    private final ReplicaConfig config;
    private final String id;

    /** How many changes are read at once: fewer, should so many not come in time. */
    private int atOnce = MOST_AT_ONCE;

    private volatile boolean reload = true;

    Tail(
            StoreLinks links,
            Follower follower,
            Applied applied,
            Membership membership,
            Arrivals arrivals,
            LeaseClocks clocks,
            ReplicaConfig config,
            ReplicaId id) {
        super("tail", links);
        this.follower = follower;
        this.applied = applied;
        this.membership = membership;
        this.arrivals = arrivals;
        this.clocks = clocks;
        this.config = config;
        this.id = id.text();
    }

    @Override
    void work(StoreLink store) throws InterruptedException {
        store.listen(this::notified, CHANGE_CHANNEL, ReplicaTable.APPLIED_CHANNEL);
        var reported = -1L;
        while (true) {
            if (reload) {
                load(store);
            }
            if (membership.epoch().isEmpty()) {
                join(store);
                reported = -1;
            }
            while (pull(store)) {
                // more may be waiting
            }
            succeeded();
            if (applied.revision() > reported) {
                reported = report(store);
            }
            pause(config.poll().toMillis());
        }
    }

    /** Others took this replica out of the table, as it did not renew its lease for long: it is to be a new member. */
    void rejoinSoon() {
        wake();
    }

    /** The store has lost changes that are in the state here: all of it is to be loaded anew. */
    void reloadSoon() {
        reload = true;
        wake();
    }

    private void notified(String channel) {
        if (channel.equals(CHANGE_CHANNEL)) {
            wake();
        } else {
            arrivals.announce();
        }
    }

    /** Durably: whoever does not find it there does not wait for it. */
    private void join(StoreLink store) {
        store.run("SET synchronous_commit = on");
        membership.joined(ReplicaTable.join(store, id, applied.revision()));
        // How far it is, and how often it renewed, may be lost in a crash of the store: others then wait longer.
        store.run("SET synchronous_commit = off");
    }

    private void load(StoreLink store) {
        var start = clocks.nanos();
        store.run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
        store.run("SET LOCAL statement_timeout = 0");
        // The policy that is active may have to be compiled meanwhile.
        store.run("SET LOCAL idle_in_transaction_session_timeout = 0");
        var head = store.query("SELECT revision FROM change_head")
                .iterator()
                .next()
                .getLong("revision");
        follower.load(store, head);
        store.run("COMMIT");
        reload = false;
        applied.advance(head);
        LOG.infof("loaded the state of revision %d in %d ms", head, (clocks.nanos() - start) / 1_000_000);
    }

    /** Makes the changes that are there; returns whether there may be more. */
    private boolean pull(StoreLink store) {
        var rows = read(store);
        for (Row row : rows) {
            var revision = row.getLong("revision");
            if (revision != applied.revision() + 1) {
                throw new IllegalStateException(
                        "the change log goes from " + applied.revision() + " to " + revision + "; answering nothing");
            }
            apply(revision, row.getString("states"));
            applied.advance(revision);
        }
        return rows.size() > 0;
    }

    private void apply(long revision, String states) {
        try {
            follower.apply(revision, StateJson.read(states));
        } catch (Follower.StartOver e) {
            reload = true;
            throw e;
        }
    }

    private RowSet<Row> read(StoreLink store) {
        try {
            var rows = store.query(READ, applied.revision(), atOnce);
            atOnce = MOST_AT_ONCE;
            return rows;
        } catch (StoreLink.Broken e) {
            atOnce = Math.max(1, atOnce / 2);
            throw e;
        }
    }

    /** Returns what it has reported. */
    private long report(StoreLink store) {
        var revision = applied.revision();
        var epoch = membership.epoch();
        if (epoch.isPresent() && ReplicaTable.report(store, epoch.getAsLong(), revision)) {
            return revision;
        }
        epoch.ifPresent(membership::left);
        wake();
        return -1;
    }
}
