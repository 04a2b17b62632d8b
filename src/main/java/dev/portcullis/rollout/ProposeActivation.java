package dev.portcullis.rollout;

import dev.portcullis.audit.Event;
import dev.portcullis.audit.EventType;
import dev.portcullis.audit.Mutation;
import dev.portcullis.audit.Mutations;
import dev.portcullis.change.Stamp;
import dev.portcullis.change.State;
import dev.portcullis.common.Call;
import dev.portcullis.common.ErrorReason;
import dev.portcullis.common.Ids;
import dev.portcullis.common.PortcullisException;
import dev.portcullis.policy.active.BundleStore;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** Proposes that a bundle decide. Nothing is decided by it until another admin approves; replicas prepare for it. */
@ApplicationScoped
public class ProposeActivation {

    private final Mutations mutations;
    private final PolicyRevisionStore revisions;
    private final ActivationStore activations;
    private final BundleStore policies;
    private final InstantSource clock;
    private final Ids ids;

    ProposeActivation(
            Mutations mutations,
            PolicyRevisionStore revisions,
            ActivationStore activations,
            BundleStore policies,
            InstantSource clock,
            Ids ids) {
        this.mutations = mutations;
        this.revisions = revisions;
        this.activations = activations;
        this.policies = policies;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * Fails with POLICY_REVISION_NOT_FOUND, POLICY_ALREADY_ACTIVE, POLICY_NOT_NEWER or ACTIVATION_PENDING, or as {@link
     * Mutations#run}.
     */
    public Uni<Activation> run(Call call, String digest, String note) {
        return mutations.run(call, Activation.class, new Proposal(call, digest, note));
    }

    /**
     * @param active the bundle that decides; empty where the library does alone
     * @param pending what is stored as PENDING
     */
    private record Facts(
            Optional<PolicyRevision> wanted, Optional<PolicyRevision> active, Optional<Activation> pending) {}

    private final class Proposal implements Mutation<Facts, Void, Activation> {

        private final Call call;
        private final String digest;
        private final String note;

        Proposal(Call call, String digest, String note) {
            this.call = call;
            this.digest = digest;
            this.note = note;
        }

        @Override
        public Uni<Facts> facts(StatelessSession session) {
            return revisions.find(session, digest).flatMap(wanted -> policies.active(session)
                    .flatMap(active -> revisions.find(session, active.bundle()))
                    .flatMap(active ->
                            activations.findPending(session).map(pending -> new Facts(wanted, active, pending))));
        }

        @Override
        public Uni<Void> decide(Facts facts) {
            var wanted = PolicyRevisions.known(facts.wanted());
            facts.active().ifPresent(active -> checkNewer(wanted, active));
            var now = clock.instant();
            if (facts.pending().filter(known -> now.isBefore(known.expiresAt())).isPresent()) {
                throw new PortcullisException(
                        ErrorReason.ACTIVATION_PENDING,
                        "another activation waits for approval; approve or cancel that first");
            }
            return Uni.createFrom().voidItem();
        }

        private static void checkNewer(PolicyRevision wanted, PolicyRevision active) {
            if (wanted.digest().equals(active.digest())) {
                throw new PortcullisException(ErrorReason.POLICY_ALREADY_ACTIVE, "policy_revision: decides already");
            }
            if (wanted.sequence() <= active.sequence()) {
                throw new PortcullisException(
                        ErrorReason.POLICY_NOT_NEWER,
                        "policy_revision: its sequence " + wanted.sequence() + " is not above " + active.sequence()
                                + ", that of the active one; to go back is a rollback");
            }
        }

        @Override
        public Uni<Recorded<Activation>> write(StatelessSession session, Stamp stamp, Facts facts, Void decision) {
            var proposal = new Activation(
                    ids.next(),
                    ActivationType.ACTIVATION,
                    digest,
                    ActivationState.PENDING,
                    note,
                    call.caller().subject(),
                    stamp.at(),
                    stamp.at().plus(Activation.LIFETIME),
                    stamp.revision(),
                    null,
                    null,
                    "",
                    null);
            var event = Event.of(EventType.ACTIVATION_PROPOSED)
                    .note(note)
                    .detail("activation", proposal.id())
                    .detail("digest", digest)
                    .detail("expires_at", proposal.expiresAt().toString())
                    .build();
            var overdue = facts.pending()
                    .map(known -> activations.update(session, known.expired()))
                    .orElse(Uni.createFrom().voidItem());
            return overdue.chain(() -> activations.add(session, proposal))
                    .replaceWith(new Recorded<>(proposal, event, new State.OfPolicyProposal(digest)));
        }
    }
}
