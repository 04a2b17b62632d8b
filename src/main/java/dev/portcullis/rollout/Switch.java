package dev.portcullis.rollout;

import dev.portcullis.change.State;
import dev.portcullis.change.replica.Confirmations;
import dev.portcullis.common.ErrorReason;
import dev.portcullis.common.PortcullisException;
import dev.portcullis.policy.PolicyEngine;
import dev.portcullis.policy.active.ActivePolicy;
import dev.portcullis.policy.active.Policies;
import dev.portcullis.rollout.Activation.CarriedOut;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;
import org.jboss.logging.Logger;

/** What forward and back have in common: one policy decides in place of another, and that is waited for. */
@ApplicationScoped
class Switch {

    private static final Logger LOG = Logger.getLogger(Switch.class);

    private final ActivationStore activations;
    private final Policies policies;
    private final Confirmations confirmations;
    private final RolloutConfig config;

    Switch(ActivationStore activations, Policies policies, Confirmations confirmations, RolloutConfig config) {
        this.activations = activations;
        this.policies = policies;
        this.confirmations = confirmations;
        this.config = config;
    }

    /** How decisions by a policy will be marked. Fails with POLICY_NOT_READY unless this replica can decide by it. */
    Uni<String> revision(Optional<String> digest) {
        return policies.of(digest)
                .map(PolicyEngine::revision)
                .onFailure()
                .invoke(failure -> LOG.warn("a policy cannot be activated", failure))
                .onFailure()
                .transform(failure -> new PortcullisException(
                        ErrorReason.POLICY_NOT_READY,
                        "this replica cannot decide by the policy, or not yet; see its log"));
    }

    /**
     * Makes the policy of an activation decide, from this transaction's change on. Whatever waits for approval is VOID, but the
     * activation itself, which is to be stored as carried out before. Returns what replicas are told.
     */
    Uni<List<State>> make(StatelessSession session, Activation done, String policyRevision, Instant at) {
        CarriedOut how = done.carriedOut();
        var next = new ActivePolicy(done.bundle(), how.approvalId(), how.revision());
        return activations
                .putInForce(session, next, done.closedBy(), at)
                .replaceWith(List.of(new State.OfPolicy(done.bundle(), policyRevision)));
    }

    /** Waits, for a while, until an activation holds everywhere; then answers how it stands. */
    Uni<Effective> await(Activation done) {
        return confirmations
                .await(done.carriedOut().revision(), config.confirmWithin())
                .map(reach -> new Effective(done, Optional.of(reach)));
    }
}
