package dev.portcullis.audit;

import dev.portcullis.change.Stamp;
import dev.portcullis.common.Call;
import dev.portcullis.common.Columns;
import dev.portcullis.common.ErrorReason;
import dev.portcullis.common.Ids;
import dev.portcullis.common.PortcullisException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/**
 * Closes the decision epochs of a replica that does not come back, and names what they had not shipped as lost, so that the list
 * of decisions can be whole again. Should the replica be heard of after all, its epoch is open again, and what it ships is
 * listed; the gap stays on record.
 */
@ApplicationScoped
public class DeclareReplicaLost {

    private static final String OPEN = """
            SELECT epoch, renewed_at >= now() - interval '1 minute'
            FROM decision_epochs WHERE replica = :replica AND NOT closed ORDER BY epoch""";
    private static final String MEMBER = "SELECT count(*) FROM replicas WHERE id = :replica";
    private static final String LOSE = """
            WITH named AS (
              SELECT * FROM unnest(CAST(:epochs AS bigint[]), CAST(:ids AS text[])) AS named (epoch, id)),
            step AS (
              UPDATE decision_epochs e SET closed = true, declared_lost = true FROM named
              WHERE e.replica = :replica AND e.epoch = named.epoch AND NOT e.closed
                AND e.renewed_at < now() - interval '1 minute'
              RETURNING named.id, e.replica, e.epoch, e.shipped_sequence, e.complete_until)
            INSERT INTO decision_gaps (
              id, replica, epoch, first_sequence, last_sequence, cause, given_from, given_until, found_at)
            SELECT id, replica, epoch, shipped_sequence + 1, NULL, 'REPLICA_LOST', least(complete_until, :now), :now, :now
            FROM step
            RETURNING id, epoch, first_sequence, given_from, given_until""";

    private final Mutations mutations;
    private final Ids ids;

    DeclareReplicaLost(Mutations mutations, Ids ids) {
        this.mutations = mutations;
        this.ids = ids;
    }

    /**
     * Fails with REPLICA_NOT_FOUND if no epoch of a replica of this name is open, with REPLICA_ALIVE if it is among those that
     * answer or was heard of within a minute, or as {@link Mutations#run}.
     */
    public Uni<LostReplica> run(Call call, String replica, String note) {
        return mutations.run(call, LostReplica.class, new Declaration(replica, note));
    }

    /** @param alive whether it is among those that answer, or was heard of a moment ago */
    private record Facts(List<Long> open, boolean alive) {}

    private final class Declaration implements Mutation<Facts, Void, LostReplica> {

        private final String replica;
        private final String note;

        Declaration(String replica, String note) {
            this.replica = replica;
            this.note = note;
        }

        @Override
        public Uni<Facts> facts(StatelessSession session) {
            return session.createNativeQuery(OPEN, Object[].class)
                    .setParameter("replica", replica)
                    .getResultList()
                    .flatMap(open -> session.createNativeQuery(MEMBER, Long.class)
                            .setParameter("replica", replica)
                            .getSingleResult()
                            .map(members -> new Facts(
                                    open.stream()
                                            .map(row -> Columns.number(row[0]))
                                            .toList(),
                                    members > 0 || open.stream().anyMatch(row -> (Boolean) row[1]))));
        }

        @Override
        public Uni<Void> decide(Facts facts) {
            if (facts.alive()) {
                throw new PortcullisException(
                        ErrorReason.REPLICA_ALIVE, "replica: it answers, or did within the last minute");
            }
            if (facts.open().isEmpty()) {
                throw new PortcullisException(
                        ErrorReason.REPLICA_NOT_FOUND,
                        "replica: there is none of this name with anything left to ship");
            }
            return Uni.createFrom().voidItem();
        }

        @Override
        public Uni<Recorded<LostReplica>> write(StatelessSession session, Stamp stamp, Facts facts, Void decision) {
            return session.createNativeQuery(LOSE, Object[].class)
                    .setParameter("replica", replica)
                    .setParameter("epochs", facts.open().toArray(Long[]::new))
                    .setParameter(
                            "ids",
                            facts.open().stream().map(epoch -> ids.next()).toArray(String[]::new))
                    .setParameter("now", stamp.at().atOffset(ZoneOffset.UTC))
                    .getResultList()
                    .map(rows -> recorded(facts, rows));
        }

        private Recorded<LostReplica> recorded(Facts facts, List<Object[]> rows) {
            if (rows.size() != facts.open().size()) {
                throw new PortcullisException(ErrorReason.STATE_CHANGED, "it was heard of just now; try again");
            }
            var lost = new LostReplica(
                    replica, rows.stream().map(DeclareReplicaLost::rest).toList());
            var event = Event.of(EventType.REPLICA_LOST)
                    .note(note)
                    .detail("replica", replica)
                    .detail("epochs", facts.open())
                    .detail(
                            "gaps",
                            lost.rests().stream().map(LostReplica.Rest::gapId).toList());
            return new Recorded<>(lost, event.build());
        }
    }

    private static LostReplica.Rest rest(Object[] row) {
        return new LostReplica.Rest(
                (String) row[0],
                Columns.number(row[1]),
                Columns.number(row[2]),
                Columns.instant(row[3]),
                Columns.instant(row[4]));
    }
}
