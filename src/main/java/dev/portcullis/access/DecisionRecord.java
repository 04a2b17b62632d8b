package dev.portcullis.access;

import dev.portcullis.common.Action;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A decision as it is kept. Ids are bare, and null where nothing of the kind was known.
 *
 * @param rpc the call that was answered
 * @param caller token subject of who asked
 * @param reasons what the caller was told; empty on ALLOW
 * @param internalReasons the exact reasons
 * @param customerReasons the codes of the customer's own policy; empty unless it denied
 * @param policyRevision the policy that decided
 * @param stateRevision the last change that the decision saw
 * @param traceId the trace that the call was part of; null without one
 * @param sourceAddress where the access came from, as the platform said; null if it did not
 * @param country in which country that was, as the platform said; null if it did not
 */
public record DecisionRecord(
        String id,
        Instant decidedAt,
        String rpc,
        String caller,
        Effect effect,
        @Nullable String credentialId,
        @Nullable String contractorId,
        @Nullable String partnerId,
        @Nullable String assetId,
        @Nullable Action action,
        List<String> reasons,
        List<String> internalReasons,
        List<String> customerReasons,
        List<Duty> obligations,
        String policyRevision,
        long stateRevision,
        @Nullable String traceId,
        @Nullable String sourceAddress,
        @Nullable String country) {

    public DecisionRecord {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(decidedAt, "decidedAt");
        Objects.requireNonNull(rpc, "rpc");
        Objects.requireNonNull(caller, "caller");
        Objects.requireNonNull(effect, "effect");
        reasons = List.copyOf(reasons);
        internalReasons = List.copyOf(internalReasons);
        customerReasons = List.copyOf(customerReasons);
        obligations = List.copyOf(obligations);
        Objects.requireNonNull(policyRevision, "policyRevision");
        if ((effect == Effect.ALLOW) != reasons.isEmpty()) {
            throw new IllegalArgumentException(effect + " with reasons " + reasons);
        }
    }

    /**
     * An obligation as it is kept.
     *
     * @param value the number that it speaks of; null where it has none
     */
    public record Duty(String type, @Nullable Long value) {}
}
