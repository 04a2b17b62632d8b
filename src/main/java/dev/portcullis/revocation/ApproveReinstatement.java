package dev.portcullis.revocation;

import dev.portcullis.audit.Mutation;
import dev.portcullis.audit.Mutations;
import dev.portcullis.change.Stamp;
import dev.portcullis.common.Call;
import dev.portcullis.common.ErrorReason;
import dev.portcullis.common.PortcullisException;
import dev.portcullis.partner.Contractor;
import dev.portcullis.partner.ContractorStore;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** Carries a reinstatement out, as a second admin. */
@ApplicationScoped
public class ApproveReinstatement {

    private final Mutations mutations;
    private final Targets targets;
    private final ReinstatementStore reinstatements;
    private final ContractorStore contractors;
    private final Reopening reopening;
    private final Standings standings;
    private final InstantSource clock;

    ApproveReinstatement(
            Mutations mutations,
            Targets targets,
            ReinstatementStore reinstatements,
            ContractorStore contractors,
            Reopening reopening,
            Standings standings,
            InstantSource clock) {
        this.mutations = mutations;
        this.targets = targets;
        this.reinstatements = reinstatements;
        this.contractors = contractors;
        this.reopening = reopening;
        this.standings = standings;
        this.clock = clock;
    }

    /**
     * What takes something away is waited for as a revocation is. Fails with REINSTATEMENT_NOT_FOUND, REINSTATEMENT_NOT_PENDING, REINSTATEMENT_EXPIRED, REINSTATEMENT_VOID, SELF_APPROVAL or
     * NOTHING_TO_REINSTATE, or as {@link Mutations#run}.
     */
    public Uni<ReinstatementStanding> run(Call call, String id, String note) {
        return mutations
                .run(call, Reinstatement.class, new Approval(call, id, note))
                .flatMap(standings::await);
    }

    /** @param approver the contractor that the caller is, if it is one */
    private record Facts(
            Optional<Reinstatement> reinstatement, Optional<Target> thing, Optional<Contractor> approver) {}

    private final class Approval implements Mutation<Facts, Void, Reinstatement> {

        private final Call call;
        private final String id;
        private final String note;

        Approval(Call call, String id, String note) {
            this.call = call;
            this.id = id;
            this.note = note;
        }

        @Override
        public Uni<Facts> facts(StatelessSession session) {
            return reinstatements.find(session, id).flatMap(found -> found.map(
                            known -> targets.find(session, known.target().cut()).map(Optional::of))
                    .orElse(Uni.createFrom().item(Optional.empty()))
                    .flatMap(thing -> contractors
                            .findBySubject(session, call.caller().subject())
                            .map(approver -> new Facts(found, thing, approver))));
        }

        @Override
        public Uni<Void> decide(Facts facts) {
            var reinstatement = PendingReinstatement.check(facts.reinstatement(), clock.instant());
            var thing = facts.thing().orElseThrow();
            if (reinstatement.proposedBy().equals(call.caller().subject())) {
                throw new PortcullisException(
                        ErrorReason.SELF_APPROVAL, "you proposed it; another admin must approve it");
            }
            var employer = facts.approver().map(Contractor::partnerId);
            if (employer.isPresent() && employer.equals(Reopening.partner(thing))) {
                throw new PortcullisException(
                        ErrorReason.SELF_APPROVAL, "you work for the partner that it gives access back to");
            }
            Reopening.check(reinstatement.target(), thing);
            return Uni.createFrom().voidItem();
        }

        @Override
        public Uni<Recorded<Reinstatement>> write(StatelessSession session, Stamp stamp, Facts facts, Void decision) {
            var pending = PendingReinstatement.check(facts.reinstatement(), stamp.at());
            var thing = facts.thing().orElseThrow();
            var closed =
                    pending.closed(ReinstatementState.CARRIED_OUT, call.caller().subject(), stamp.at(), note);
            var done = Reopening.takesAway(closed.target(), thing) ? closed.thatCut(stamp.revision()) : closed;
            var event = Reopening.event(Reopening.done(pending.target().type()), done, thing)
                    .note(note)
                    .detail("proposed_by", done.proposedBy())
                    .build();
            return reinstatements
                    .update(session, done)
                    .chain(() -> reopening.open(session, done, thing, stamp.at()))
                    .map(state -> new Recorded<>(done, event, state));
        }
    }
}
