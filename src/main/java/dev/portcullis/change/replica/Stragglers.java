package dev.portcullis.change.replica;

import dev.portcullis.change.replica.ReplicaTable.Member;
import java.util.HashMap;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Takes out of the table whoever was seen, for longer than a lease, not to have renewed: nobody need wait for it. Its last lease
 * began before it was first seen so; should it renew at the very end, it is not taken out, as it was counted.
 */
final class Stragglers {

    private static final Logger LOG = Logger.getLogger(Stragglers.class);

    private final LeaseClocks clocks;
    private Map<Long, Seen> seen = new HashMap<>();

    Stragglers(LeaseClocks clocks) {
        this.clocks = clocks;
    }

    /** @param sinceNanos when the store had answered that it is so */
    private record Seen(Member member, long sinceNanos) {}

    void evict(StoreLink store) {
        var members = ReplicaTable.list(store);
        var now = clocks.nanos();
        var current = new HashMap<Long, Seen>();
        for (var member : members) {
            var before = seen.get(member.epoch());
            var same = before != null && before.member().renewals() == member.renewals();
            var first = same ? before : new Seen(member, now);
            if (now - first.sinceNanos() <= Lease.LENGTH_SEEN_BY_OTHERS.toNanos()) {
                current.put(member.epoch(), first);
            } else if (ReplicaTable.evict(store, member)) {
                LOG.warnf("replica %s (epoch %d) did not renew its lease; taken out", member.id(), member.epoch());
            }
        }
        seen = current;
    }
}
