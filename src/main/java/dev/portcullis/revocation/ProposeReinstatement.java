package dev.portcullis.revocation;

import dev.portcullis.audit.EventType;
import dev.portcullis.audit.Mutation;
import dev.portcullis.audit.Mutations;
import dev.portcullis.catalog.AssetStore;
import dev.portcullis.change.Stamp;
import dev.portcullis.common.Call;
import dev.portcullis.common.ErrorReason;
import dev.portcullis.common.Ids;
import dev.portcullis.common.PortcullisException;
import dev.portcullis.partner.ContractorStore;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** Proposes to give access back. It changes nothing for anybody until another admin approves it. */
@ApplicationScoped
public class ProposeReinstatement {

    private final Mutations mutations;
    private final Targets targets;
    private final ReinstatementStore reinstatements;
    private final ContractorStore contractors;
    private final AssetStore assets;
    private final InstantSource clock;
    private final Ids ids;

    ProposeReinstatement(
            Mutations mutations,
            Targets targets,
            ReinstatementStore reinstatements,
            ContractorStore contractors,
            AssetStore assets,
            InstantSource clock,
            Ids ids) {
        this.mutations = mutations;
        this.targets = targets;
        this.reinstatements = reinstatements;
        this.contractors = contractors;
        this.assets = assets;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * Fails with PARTNER_NOT_FOUND, ASSET_NOT_FOUND, CONTRACTOR_NOT_FOUND (one chosen is not the partner's), NOTHING_TO_REINSTATE
     * or REINSTATEMENT_PENDING, or as {@link Mutations#run}.
     */
    public Uni<Reinstatement> run(Call call, ReinstatementTarget target, String note) {
        return mutations.run(call, Reinstatement.class, new Proposal(call, target, note));
    }

    /**
     * @param pending the proposal that is stored as PENDING for the same thing
     * @param contractors how many of the contractors chosen are the partner's
     * @param assets how many of the assets chosen exist
     */
    private record Facts(Target thing, Optional<Reinstatement> pending, long contractors, long assets) {}

    private final class Proposal implements Mutation<Facts, Void, Reinstatement> {

        private final Call call;
        private final ReinstatementTarget target;
        private final String note;

        Proposal(Call call, ReinstatementTarget target, String note) {
            this.call = call;
            this.target = target;
            this.note = note;
        }

        @Override
        public Uni<Facts> facts(StatelessSession session) {
            return targets.find(session, target.cut()).flatMap(thing -> reinstatements
                    .findPending(session, target.cut())
                    .flatMap(pending -> contractors
                            .count(session, target.id(), target.contractorIds())
                            .flatMap(known -> assets.findAll(session, target.assetIds())
                                    .map(List::size)
                                    .map(found -> new Facts(thing, pending, known, found)))));
        }

        @Override
        public Uni<Void> decide(Facts facts) {
            if (facts.contractors() < target.contractorIds().size()) {
                throw new PortcullisException(
                        ErrorReason.CONTRACTOR_NOT_FOUND,
                        "target.thaw.contractors: one of them is no contractor of the partner");
            }
            if (facts.assets() < target.assetIds().size()) {
                throw new PortcullisException(
                        ErrorReason.ASSET_NOT_FOUND, "target.thaw.assets: one of them does not exist");
            }
            Reopening.check(target, facts.thing());
            var now = clock.instant();
            if (facts.pending().filter(known -> now.isBefore(known.expiresAt())).isPresent()) {
                throw new PortcullisException(
                        ErrorReason.REINSTATEMENT_PENDING,
                        "target: a reinstatement of it waits for approval; approve or cancel that first");
            }
            return Uni.createFrom().voidItem();
        }

        @Override
        public Uni<Recorded<Reinstatement>> write(StatelessSession session, Stamp stamp, Facts facts, Void decision) {
            var proposal = new Reinstatement(
                    ids.next(),
                    target,
                    ReinstatementState.PENDING,
                    note,
                    call.caller().subject(),
                    stamp.at(),
                    stamp.at().plus(Reinstatement.LIFETIME),
                    stamp.revision(),
                    null,
                    null,
                    "",
                    null);
            var event = Reopening.event(EventType.REINSTATEMENT_PROPOSED, proposal, facts.thing())
                    .note(note)
                    .detail("type", target.type().name())
                    .detail("expires_at", proposal.expiresAt().toString())
                    .build();
            var overdue = facts.pending()
                    .map(known -> reinstatements.update(session, known.expired()))
                    .orElse(Uni.createFrom().voidItem());
            return overdue.chain(() -> reinstatements.add(session, proposal))
                    .replaceWith(new Recorded<>(proposal, event));
        }
    }
}
