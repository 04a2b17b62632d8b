package dev.portcullis.credential;

import dev.portcullis.change.State;
import dev.portcullis.common.Action;
import jakarta.annotation.Nullable;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * What is known of a secret, which is not part of it.
 *
 * @param id the public id
 * @param grantIds the grants it exercises, sorted
 * @param assetIds what to, sorted; each stands for all below it
 * @param actions to do what, in the order of {@link Action}
 * @param expiresAt the first instant at which it is worth nothing
 * @param revokedAt when it was revoked by name; null if it was not
 * @param revision of its issue
 * @param proofKey the key it is bound to, for good; null for none
 */
public record Credential(
        String id,
        String contractorId,
        String partnerId,
        List<String> grantIds,
        List<String> assetIds,
        List<Action> actions,
        CredentialState state,
        Instant issuedAt,
        Instant expiresAt,
        @Nullable Instant revokedAt,
        long revision,
        @Nullable KeyThumbprint proofKey) {

    /** What it lives if nobody says otherwise. */
    public static final Duration DEFAULT_LIFETIME = Duration.ofMinutes(15);

    /** The most it lives from its issue, however often it is renewed. */
    public static final Duration MAX_LIFETIME = Duration.ofHours(12);

    public Credential {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(contractorId, "contractorId");
        Objects.requireNonNull(partnerId, "partnerId");
        grantIds = grantIds.stream().sorted().toList();
        assetIds = assetIds.stream().sorted().toList();
        actions = actions.stream().sorted().toList();
        Objects.requireNonNull(state, "state");
        if (!issuedAt.isBefore(expiresAt) || expiresAt.isAfter(issuedAt.plus(MAX_LIFETIME))) {
            throw new IllegalArgumentException("a credential lives between nothing and " + MAX_LIFETIME);
        }
        if ((state == CredentialState.REVOKED) != (revokedAt != null)) {
            throw new IllegalArgumentException("a credential has a time of revocation exactly when it is revoked");
        }
    }

    /** What a Check looks at, from the issue on. */
    State.OfCredential checked(CredentialSecret secret) {
        return new State.OfCredential(
                id,
                HexFormat.of().formatHex(secret.sha256()),
                contractorId,
                partnerId,
                state.name(),
                issuedAt.toEpochMilli(),
                expiresAt.toEpochMilli(),
                Action.names(actions),
                grantIds,
                assetIds,
                keyHex());
    }

    /** What a Check looks at, of what can change after the issue. */
    public State.OfCredentialEnd checkedEnd() {
        return new State.OfCredentialEnd(id, state.name(), expiresAt.toEpochMilli(), keyHex());
    }

    @Nullable
    private String keyHex() {
        return proofKey == null ? null : proofKey.hex();
    }

    /** The credential, with another end, and bound to a key. */
    Credential until(Instant newExpiresAt, @Nullable KeyThumbprint newProofKey) {
        return new Credential(
                id,
                contractorId,
                partnerId,
                grantIds,
                assetIds,
                actions,
                state,
                issuedAt,
                newExpiresAt,
                revokedAt,
                revision,
                newProofKey);
    }

    /** The credential, taken away; as it is if it was taken before. */
    public Credential revoked(Instant at) {
        if (state == CredentialState.REVOKED) {
            return this;
        }
        return new Credential(
                id,
                contractorId,
                partnerId,
                grantIds,
                assetIds,
                actions,
                CredentialState.REVOKED,
                issuedAt,
                expiresAt,
                at,
                revision,
                proofKey);
    }
}
