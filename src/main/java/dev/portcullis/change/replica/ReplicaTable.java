package dev.portcullis.change.replica;

import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.StreamSupport;

/** The statements on the table of replicas. Each is a transaction of its own. */
final class ReplicaTable {

    /** Wakes who waits for a replica to have a change. */
    static final String APPLIED_CHANNEL = "portcullis_applied";

    static final String LIST = "SELECT epoch, id, applied_revision, renewals FROM replicas ORDER BY epoch";

    private ReplicaTable() {}

    /**
     * A replica that may be answering.
     *
     * @param renewals a number that grows with each renewal
     */
    record Member(long epoch, String id, long appliedRevision, long renewals) {

        static Member of(Row row) {
            return new Member(
                    row.getLong("epoch"),
                    row.getString("id"),
                    row.getLong("applied_revision"),
                    row.getLong("renewals"));
        }
    }

    /** Adds a replica, durably, and returns its epoch: others wait for it from now on. */
    static long join(StoreLink store, String id, long applied) {
        return store.query(
                        "INSERT INTO replicas (id, applied_revision, renewals) VALUES ($1, $2, 0) RETURNING epoch",
                        id,
                        applied)
                .iterator()
                .next()
                .getLong("epoch");
    }

    /**
     * Counts a renewal, and returns the last revision that was committed when the store did so; empty if the replica was taken
     * out of the table.
     */
    static OptionalLong renew(StoreLink store, long epoch) {
        var rows = store.query("""
                        UPDATE replicas SET renewals = renewals + 1, renewed_at = clock_timestamp() WHERE epoch = $1
                        RETURNING (SELECT revision FROM change_head) AS head""", epoch);
        return rows.size() == 0
                ? OptionalLong.empty()
                : OptionalLong.of(rows.iterator().next().getLong("head"));
    }

    /** Tells everybody how far the replica is. Returns whether it is still in the table. */
    static boolean report(StoreLink store, long epoch, long applied) {
        return store.query("""
                        WITH report AS (
                          UPDATE replicas SET applied_revision = greatest(applied_revision, $2) WHERE epoch = $1
                          RETURNING epoch)
                        SELECT pg_notify('portcullis_applied', CAST(epoch AS text)) FROM report""", epoch, applied).size() == 1;
    }

    static List<Member> list(StoreLink store) {
        return StreamSupport.stream(store.query(LIST).spliterator(), false)
                .map(Member::of)
                .toList();
    }

    /** Takes out one that does not answer any more. */
    static void leave(StoreLink store, long epoch) {
        store.query("DELETE FROM replicas WHERE epoch = $1", epoch);
    }

    /** Takes out one, unless it renewed its lease after it was seen so. */
    static boolean evict(StoreLink store, Member seen) {
        return store.query("DELETE FROM replicas WHERE epoch = $1 AND renewals = $2", seen.epoch(), seen.renewals())
                        .rowCount()
                == 1;
    }
}
