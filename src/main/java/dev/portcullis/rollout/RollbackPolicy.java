package dev.portcullis.rollout;

import dev.portcullis.audit.Event;
import dev.portcullis.audit.EventType;
import dev.portcullis.audit.Mutation;
import dev.portcullis.audit.Mutations;
import dev.portcullis.change.Stamp;
import dev.portcullis.common.Call;
import dev.portcullis.common.ErrorReason;
import dev.portcullis.common.Ids;
import dev.portcullis.common.PortcullisException;
import dev.portcullis.policy.active.ActivePolicy;
import dev.portcullis.policy.active.BundleStore;
import dev.portcullis.rollout.Activation.CarriedOut;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/**
 * Goes back to a policy that was active before, or to the library alone. One admin may, since two approved where it leads. When it
 * has returned confirmed, no replica decides a Check invoked afterwards by the policy before it.
 */
@ApplicationScoped
public class RollbackPolicy {

    /** Stands for the digest of no bundle. */
    public static final String LIBRARY = "library";

    private final Mutations mutations;
    private final PolicyRevisionStore revisions;
    private final ActivationStore activations;
    private final BundleStore policies;
    private final Switch policySwitch;
    private final Ids ids;

    RollbackPolicy(
            Mutations mutations,
            PolicyRevisionStore revisions,
            ActivationStore activations,
            BundleStore policies,
            Switch policySwitch,
            Ids ids) {
        this.mutations = mutations;
        this.revisions = revisions;
        this.activations = activations;
        this.policies = policies;
        this.policySwitch = policySwitch;
        this.ids = ids;
    }

    /**
     * Answers as {@link ApproveActivation#run}. Fails with POLICY_REVISION_NOT_FOUND, NOTHING_TO_ROLL_BACK, POLICY_ALREADY_ACTIVE or
     * POLICY_NOT_READY, or as {@link Mutations#run}.
     *
     * @param to a digest, or {@link #LIBRARY}; empty for what was active before the active one was approved
     */
    public Uni<Effective> run(Call call, Optional<String> to, String note) {
        return mutations.run(call, Activation.class, new Return(call, to, note)).flatMap(policySwitch::await);
    }

    /**
     * @param there whether there is such a bundle
     * @param approval the activation that is gone back to; empty for the library alone, or if there is none
     */
    private record Facts(ActivePolicy active, boolean there, Optional<Activation> approval) {}

    /** What is decided is how decisions by the policy will be marked. */
    private final class Return implements Mutation<Facts, String, Activation> {

        private final Call call;
        private final Optional<String> to;
        private final String note;

        Return(Call call, Optional<String> to, String note) {
            this.call = call;
            this.to = to;
            this.note = note;
        }

        @Override
        public Wait waitsToBeSeen() {
            return Wait.NOWHERE;
        }

        @Override
        public Uni<Facts> facts(StatelessSession session) {
            return policies.active(session).flatMap(active -> to.map(named -> named(session, named, active))
                    .orElseGet(() -> previous(session, active)));
        }

        private Uni<Facts> named(StatelessSession session, String digest, ActivePolicy active) {
            return digest.equals(LIBRARY)
                    ? Uni.createFrom().item(new Facts(active, true, Optional.empty()))
                    : revisions.find(session, digest).flatMap(there -> activations
                            .findApproval(session, digest)
                            .map(approval -> new Facts(active, there.isPresent(), approval)));
        }

        /** What a way back from the approval in force leads to; however often one went back, it is further back. */
        private Uni<Facts> previous(StatelessSession session, ActivePolicy active) {
            return find(session, active.approvalId())
                    .flatMap(current -> find(
                            session,
                            current.map(known -> known.carriedOut().beforeId()).orElse(null)))
                    .map(before -> new Facts(active, true, before));
        }

        private Uni<Optional<Activation>> find(StatelessSession session, String id) {
            return id == null ? Uni.createFrom().item(Optional.empty()) : activations.find(session, id);
        }

        @Override
        public Uni<String> decide(Facts facts) {
            if (!facts.there()) {
                throw new PortcullisException(
                        ErrorReason.POLICY_REVISION_NOT_FOUND, "policy_revision: there is no such policy revision");
            }
            if (facts.approval().isEmpty() && !leadsToLibrary(facts)) {
                throw new PortcullisException(
                        ErrorReason.NOTHING_TO_ROLL_BACK,
                        to.isEmpty() ? "no policy was active before" : "policy_revision: was never active");
            }
            var target = facts.approval().map(Activation::bundle);
            if (target.equals(facts.active().bundle())) {
                throw new PortcullisException(ErrorReason.POLICY_ALREADY_ACTIVE, "policy_revision: decides already");
            }
            return policySwitch.revision(target);
        }

        private boolean leadsToLibrary(Facts facts) {
            return to.map(LIBRARY::equals).orElse(facts.active().bundle().isPresent());
        }

        @Override
        public Uni<Recorded<Activation>> write(
                StatelessSession session, Stamp stamp, Facts facts, String policyRevision) {
            var target = facts.approval().map(Activation::bundle).orElse(null);
            var by = call.caller().subject();
            var done = new Activation(
                    ids.next(),
                    ActivationType.ROLLBACK,
                    target,
                    ActivationState.CARRIED_OUT,
                    note,
                    by,
                    stamp.at(),
                    stamp.at(),
                    stamp.revision(),
                    by,
                    stamp.at(),
                    "",
                    new CarriedOut(
                            stamp.revision(),
                            facts.active().digest(),
                            facts.approval().map(Activation::id).orElse(null),
                            null));
            var event = Event.of(EventType.POLICY_ROLLED_BACK)
                    .note(note)
                    .detail("activation", done.id())
                    .detail("digest", target == null ? LIBRARY : target)
                    .detail("replaced", facts.active().bundle().orElse(LIBRARY))
                    .detail("policy_revision", policyRevision)
                    .build();
            return activations
                    .add(session, done)
                    .chain(() -> policySwitch.make(session, done, policyRevision, stamp.at()))
                    .map(states -> new Recorded<>(done, event, states));
        }
    }
}
