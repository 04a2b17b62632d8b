package dev.portcullis.policy;

import io.smallrye.mutiny.Uni;
import java.util.Map;

/**
 * Puts facts before the policy and returns what it decides.
 *
 * <p>A denial is an answer. Inability to decide (the policy traps, gives no result or one that is not understood, or the
 * input is larger than the engine takes) is a failure of the {@link Uni} with {@link PolicyUnavailableException}; a caller
 * MUST NOT turn it into either answer.
 *
 * <p>Implementations may be called from any thread. They decide when the {@link Uni} is subscribed to, and once for each
 * subscription.
 */
public interface PolicyEngine {

    /** The {@link io.smallrye.common.annotation.Identifier} of the engine that decides in this process. */
    String WASM = "wasm";

    /** The {@link io.smallrye.common.annotation.Identifier} of the engine that asks an OPA server. */
    String OPA = "opa";

    /** Decides whether a credential may take an action on an asset. */
    Uni<AccessDecision> decideAccess(AccessInput input);

    /** Decides whether access may be requested, or whether an approval of it counts. */
    Uni<GrantDecision> decideGrant(GrantInput input);

    /** Decides whether a caller with these roles may call an RPC, and on whose things. */
    Uni<AdminDecision> decideAdmin(AdminInput input);

    /** The policy that decides: 16 hex digits that differ whenever a decision could. Never null, never blocks. */
    String revision();

    /** What an operator should know of this engine now, by name; holds no secret. Never null, never blocks. */
    default Map<String, String> condition() {
        return Map.of();
    }
}
