package dev.portcullis.grant;

import dev.portcullis.change.State;
import dev.portcullis.common.Action;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * An approved request.
 *
 * @param assetIds what to, sorted; each stands for all below it
 * @param actions to do what, in the order of {@link Action}
 * @param notBefore the first instant at which it holds
 * @param expiresAt the first instant at which it no longer holds
 * @param revokedAt when it was taken away; null if it was not
 * @param breakGlass whether it was given in an emergency
 */
public record Grant(
        String id,
        String requestId,
        String contractorId,
        String partnerId,
        List<String> assetIds,
        List<Action> actions,
        String purpose,
        Instant notBefore,
        Instant expiresAt,
        GrantState state,
        Instant createdAt,
        @Nullable Instant revokedAt,
        boolean breakGlass) {

    /** How many of them one credential may exercise. */
    public static final int MOST_EXERCISED = 20;

    public Grant {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(requestId, "requestId");
        Objects.requireNonNull(contractorId, "contractorId");
        Objects.requireNonNull(partnerId, "partnerId");
        assetIds = assetIds.stream().sorted().toList();
        actions = actions.stream().sorted().toList();
        Objects.requireNonNull(purpose, "purpose");
        if (!notBefore.isBefore(expiresAt)) {
            throw new IllegalArgumentException("a grant ends after it begins");
        }
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(createdAt, "createdAt");
        if ((state == GrantState.REVOKED) != (revokedAt != null)) {
            throw new IllegalArgumentException("a grant has a time of revocation exactly when it is revoked");
        }
    }

    /** Whether it may be exercised at this instant. */
    public boolean isLiveAt(Instant instant) {
        return state == GrantState.ACTIVE && !instant.isBefore(notBefore) && instant.isBefore(expiresAt);
    }

    /** What a Check looks at. */
    public State.OfGrant checked() {
        return new State.OfGrant(
                id,
                state.name(),
                purpose,
                notBefore.toEpochMilli(),
                expiresAt.toEpochMilli(),
                Action.names(actions),
                assetIds,
                breakGlass);
    }

    /** The grant, taken away; as it is if it was taken before. */
    public Grant revoked(Instant at) {
        if (state == GrantState.REVOKED) {
            return this;
        }
        return new Grant(
                id,
                requestId,
                contractorId,
                partnerId,
                assetIds,
                actions,
                purpose,
                notBefore,
                expiresAt,
                GrantState.REVOKED,
                createdAt,
                at,
                breakGlass);
    }
}
