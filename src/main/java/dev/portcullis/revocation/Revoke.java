package dev.portcullis.revocation;

import dev.portcullis.audit.Mutation;
import dev.portcullis.audit.Mutations;
import dev.portcullis.change.Stamp;
import dev.portcullis.common.Call;
import dev.portcullis.common.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/**
 * Cuts what a selector names. When it has returned confirmed, no replica answers ALLOW to a Check invoked afterwards that the
 * cut covers. To cut what is cut already is recorded and changes nothing else.
 */
@ApplicationScoped
public class Revoke {

    private final Mutations mutations;
    private final Targets targets;
    private final BlastRadius blastRadius;
    private final ReinstatementStore reinstatements;
    private final Standings standings;
    private final EnforcementPoints points;
    private final Ids ids;

    Revoke(
            Mutations mutations,
            Targets targets,
            BlastRadius blastRadius,
            ReinstatementStore reinstatements,
            Standings standings,
            EnforcementPoints points,
            Ids ids) {
        this.mutations = mutations;
        this.targets = targets;
        this.blastRadius = blastRadius;
        this.reinstatements = reinstatements;
        this.standings = standings;
        this.points = points;
        this.ids = ids;
    }

    /**
     * Answers how the revocation stands: confirmed, unless that takes longer than {@link RevocationConfig#confirmWithin}. A
     * repeated call waits on for the same one. Fails with the NOT_FOUND of what the selector names, or as {@link Mutations#run};
     * then nothing is cut, unless the store did not answer.
     */
    public Uni<Standing> run(Call call, Selector selector, RevocationReason reason, String note) {
        return mutations
                .run(call, Revocation.class, new Cut(call, selector, reason, note))
                .flatMap(standings::await)
                .flatMap(standing -> points.with(List.of(standing)))
                .map(standings -> standings.get(0));
    }

    private final class Cut implements Mutation<Target, Void, Revocation> {

        private final Call call;
        private final Selector selector;
        private final RevocationReason reason;
        private final String note;

        Cut(Call call, Selector selector, RevocationReason reason, String note) {
            this.call = call;
            this.selector = selector;
            this.reason = reason;
            this.note = note;
        }

        @Override
        public Wait waitsToBeSeen() {
            return Wait.NOWHERE;
        }

        @Override
        public Uni<Target> facts(StatelessSession session) {
            return targets.find(session, selector);
        }

        @Override
        public Uni<Void> decide(Target target) {
            return Uni.createFrom().voidItem();
        }

        @Override
        public Uni<Recorded<Revocation>> write(StatelessSession session, Stamp stamp, Target target, Void decision) {
            return blastRadius.count(session, selector, stamp.at()).flatMap(impact -> {
                var revocation = new Revocation(
                        ids.next(),
                        selector,
                        reason,
                        note,
                        call.caller().subject(),
                        stamp.at(),
                        stamp.revision(),
                        impact);
                var event = target.event()
                        .revocation(revocation.id())
                        .note(note)
                        .detail("reason", reason.name())
                        .detail("contractors_cut", impact.contractors())
                        .detail("grants_cut", impact.grants())
                        .detail("credentials_cut", impact.credentials())
                        .build();
                return reinstatements
                        .overtake(session, selector, call.caller().subject(), stamp.at())
                        .chain(() -> targets.cut(session, target, stamp.at()))
                        .flatMap(state -> session.insert(RevocationRow.of(revocation))
                                .replaceWith(new Recorded<>(revocation, event, state)));
            });
        }
    }
}
