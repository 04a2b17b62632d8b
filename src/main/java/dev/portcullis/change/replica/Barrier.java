package dev.portcullis.change.replica;

import dev.portcullis.change.replica.ReplicaTable.Member;
import dev.portcullis.common.SameContext;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.stream.StreamSupport;

/**
 * Waits until no replica answers any more as if a change had not been made.
 *
 * <p>Why it ends: whoever has the change sees it, and tells so in the table. Whoever does not have it can only answer under a
 * lease that began before the change was committed, hence before the wait began, and is over after
 * {@link Lease#LENGTH_SEEN_BY_OTHERS}, whether the store can be reached or not. Whoever joins meanwhile gets its first lease
 * with the change.
 */
@Singleton
public class Barrier {

    private static final Duration LOOK = Duration.ofMillis(20);
    private static final Duration READ_LIMIT = Duration.ofMillis(500);

    private final Pool pool;
    private final Arrivals arrivals;
    private final LeaseClocks clocks;

    Barrier(Pool pool, Arrivals arrivals, LeaseClocks clocks) {
        this.pool = pool;
        this.arrivals = arrivals;
        this.clocks = clocks;
    }

    /**
     * Where a change stands.
     *
     * @param complete whether no replica answers as if it had not been made
     * @param receipts of the replicas of which this is known, by epoch
     */
    public record Confirmation(boolean complete, List<Receipt> receipts) {

        public Confirmation {
            receipts = List.copyOf(receipts);
        }
    }

    /** Comes when it is complete, after the length of a lease and a bit at the latest. Never fails. */
    public Uni<Confirmation> await(long revision) {
        return SameContext.of(Uni.createFrom().deferred(() -> new Wait(revision).toTheEnd()));
    }

    /** What the table says now, without waiting. Fails as the store does. */
    public Uni<Confirmation> look(long revision) {
        return Uni.createFrom().deferred(() -> {
            var wait = new Wait(revision);
            return members().invoke(wait::note).map(members -> wait.confirmation());
        });
    }

    private Uni<List<Member>> members() {
        return pool.query(ReplicaTable.LIST).execute().map(rows -> StreamSupport.stream(rows.spliterator(), false)
                .map(row -> Member.of(row.getDelegate()))
                .toList());
    }

    private final class Wait {

        private final long revision;
        private final long start = clocks.nanos();
        private final Map<Long, Receipt> receipts = new TreeMap<>();
        private final Map<Long, Member> missing = new TreeMap<>();

        Wait(long revision) {
            this.revision = revision;
        }

        Uni<Confirmation> toTheEnd() {
            return Uni.createFrom()
                    .deferred(this::look)
                    .repeat()
                    .whilst(complete -> !complete)
                    .collect()
                    .last()
                    .map(complete -> confirmation());
        }

        /** Looks once, and if that is not the end of it, waits a little. */
        private Uni<Boolean> look() {
            // Listened for before it looks: what arrives while it does is not missed.
            var arrival = arrivals.next().subscribeAsCompletionStage();
            return members()
                    .ifNoItem()
                    .after(READ_LIMIT)
                    .fail()
                    .invoke(this::note)
                    .map(members -> missing.isEmpty())
                    .onFailure()
                    .recoverWithItem(false)
                    .map(complete -> complete || leasesAreOver())
                    .call(complete -> complete ? Uni.createFrom().voidItem() : pause(arrival))
                    .eventually(() -> arrival.cancel(false));
        }

        private void note(List<Member> members) {
            var gone = new TreeMap<>(missing);
            missing.clear();
            for (var member : members) {
                gone.remove(member.epoch());
                if (member.appliedRevision() >= revision) {
                    receipts.computeIfAbsent(member.epoch(), epoch -> receipt(member, Receipt.Cause.APPLIED));
                } else {
                    missing.put(member.epoch(), member);
                }
            }
            gone.forEach((epoch, member) -> receipts.put(epoch, receipt(member, Receipt.Cause.LEFT)));
        }

        private boolean leasesAreOver() {
            if (clocks.nanos() - start <= Lease.LENGTH_SEEN_BY_OTHERS.toNanos()) {
                return false;
            }
            missing.forEach((epoch, member) -> receipts.put(epoch, receipt(member, Receipt.Cause.LEASE_RAN_OUT)));
            missing.clear();
            return true;
        }

        private Confirmation confirmation() {
            return new Confirmation(missing.isEmpty(), new ArrayList<>(receipts.values()));
        }

        private Receipt receipt(Member member, Receipt.Cause cause) {
            return new Receipt(
                    member.id(),
                    member.epoch(),
                    member.appliedRevision(),
                    cause,
                    Duration.ofNanos(clocks.nanos() - start));
        }

        private Uni<Void> pause(CompletionStage<Void> arrival) {
            return SameContext.of(Uni.join()
                    .first(
                            Uni.createFrom().completionStage(arrival),
                            Uni.createFrom().voidItem().onItem().delayIt().by(LOOK))
                    .toTerminate()
                    .replaceWithVoid());
        }
    }
}
