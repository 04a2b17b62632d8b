package dev.portcullis.rollout;

import dev.portcullis.audit.Event;
import dev.portcullis.audit.EventType;
import dev.portcullis.audit.Mutation;
import dev.portcullis.audit.Mutations;
import dev.portcullis.change.Stamp;
import dev.portcullis.common.Call;
import dev.portcullis.common.ErrorReason;
import dev.portcullis.common.PortcullisException;
import dev.portcullis.policy.active.ActivePolicy;
import dev.portcullis.policy.active.BundleStore;
import dev.portcullis.rollout.Activation.CarriedOut;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/**
 * Carries an activation out, as a second admin. When it has returned confirmed, no replica decides a Check invoked afterwards by
 * the policy before it.
 */
@ApplicationScoped
public class ApproveActivation {

    private final Mutations mutations;
    private final ActivationStore activations;
    private final BundleStore policies;
    private final Switch policySwitch;
    private final InstantSource clock;

    ApproveActivation(
            Mutations mutations,
            ActivationStore activations,
            BundleStore policies,
            Switch policySwitch,
            InstantSource clock) {
        this.mutations = mutations;
        this.activations = activations;
        this.policies = policies;
        this.policySwitch = policySwitch;
        this.clock = clock;
    }

    /**
     * Answers how the activation stands: confirmed, unless that takes longer than {@link RolloutConfig#confirmWithin}. A repeated
     * call waits on for the same one. Fails with ACTIVATION_NOT_FOUND, ACTIVATION_NOT_PENDING, ACTIVATION_EXPIRED,
     * ACTIVATION_VOID, SELF_APPROVAL or POLICY_NOT_READY, or as {@link Mutations#run}.
     */
    public Uni<Effective> run(Call call, String id, String note) {
        return mutations
                .run(call, Activation.class, new Approval(call, id, note))
                .flatMap(policySwitch::await);
    }

    private record Facts(Optional<Activation> activation, ActivePolicy active) {}

    /** What is decided is how decisions by the policy will be marked. */
    private final class Approval implements Mutation<Facts, String, Activation> {

        private final Call call;
        private final String id;
        private final String note;

        Approval(Call call, String id, String note) {
            this.call = call;
            this.id = id;
            this.note = note;
        }

        @Override
        public Wait waitsToBeSeen() {
            return Wait.NOWHERE;
        }

        @Override
        public Uni<Facts> facts(StatelessSession session) {
            return activations.find(session, id).flatMap(found -> policies.active(session)
                    .map(active -> new Facts(found, active)));
        }

        @Override
        public Uni<String> decide(Facts facts) {
            var pending = PendingActivation.check(facts.activation(), clock.instant());
            if (pending.proposedBy().equals(call.caller().subject())) {
                throw new PortcullisException(
                        ErrorReason.SELF_APPROVAL, "you proposed it; another admin must approve it");
            }
            return policySwitch.revision(Optional.of(pending.bundle()));
        }

        @Override
        public Uni<Recorded<Activation>> write(
                StatelessSession session, Stamp stamp, Facts facts, String policyRevision) {
            var pending = PendingActivation.check(facts.activation(), stamp.at());
            var before = facts.active();
            var done = pending.closed(
                    ActivationState.CARRIED_OUT,
                    call.caller().subject(),
                    stamp.at(),
                    note,
                    new CarriedOut(stamp.revision(), before.digest(), id, before.approvalId()));
            var event = Event.of(EventType.POLICY_ACTIVATED)
                    .note(note)
                    .detail("activation", id)
                    .detail("proposed_by", done.proposedBy())
                    .detail("digest", done.bundle())
                    .detail("replaced", before.bundle().orElse("library"))
                    .detail("policy_revision", policyRevision)
                    .build();
            return activations
                    .update(session, done)
                    .chain(() -> policySwitch.make(session, done, policyRevision, stamp.at()))
                    .map(states -> new Recorded<>(done, event, states));
        }
    }
}
