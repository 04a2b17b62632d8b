package dev.portcullis.grant;

import dev.portcullis.common.ErrorReason;
import dev.portcullis.policy.GrantDecision;
import dev.portcullis.policy.GrantInput;
import dev.portcullis.policy.active.ActivePolicy;
import dev.portcullis.policy.active.Policies;
import io.smallrye.mutiny.Uni;
import java.util.Objects;

/**
 * What a policy decided.
 *
 * @param policyRevision which one it was
 */
record Decided(GrantDecision decision, String policyRevision) {

    Decided {
        Objects.requireNonNull(decision, "decision");
        Objects.requireNonNull(policyRevision, "policyRevision");
    }

    /** By the policy that the facts were read under; fails with this reason where it does not allow. */
    static Uni<Decided> by(Policies policies, ActivePolicy policy, GrantInput input, ErrorReason refusal) {
        return policies.of(policy.bundle()).flatMap(engine -> engine.decideGrant(input)
                .map(decision -> new Decided(decision, engine.revision()))
                .invoke(decided -> {
                    if (!decided.decision().allow()) {
                        throw Refusal.of(refusal, decided);
                    }
                }));
    }
}
