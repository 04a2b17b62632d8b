package dev.portcullis.partner;

import dev.portcullis.change.State;
import dev.portcullis.common.Watermark;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.util.Objects;

/**
 * A person or workload of one partner.
 *
 * @param subject the {@code sub} claim of its Keycloak tokens; null until its account is made
 * @param revokedAt when all its access was cut; null if it was not
 * @param issuedBefore what its credentials must not have been issued before; null for none
 * @param account the account that it was registered with; null if that was by its subject
 */
public record Contractor(
        String id,
        String partnerId,
        @Nullable String subject,
        String displayName,
        ContractorState state,
        Instant createdAt,
        @Nullable Instant revokedAt,
        @Nullable Instant issuedBefore,
        @Nullable Account account) {

    public Contractor {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(partnerId, "partnerId");
        Objects.requireNonNull(displayName, "displayName");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(createdAt, "createdAt");
        if (subject == null && account == null) {
            throw new IllegalArgumentException("a contractor has an account, or is to have one");
        }
    }

    /** The contractor, with all its access cut, and its credentials up to then for ever; as it is if it was cut before. */
    public Contractor revoked(Instant at) {
        return switch (state) {
            case ACTIVE -> with(ContractorState.REVOKED, at, Watermark.later(issuedBefore, Watermark.after(at)));
            case REVOKED -> this;
        };
    }

    /** The contractor, with its access given back. Credentials from before the cut stay cut. */
    public Contractor reinstated() {
        return with(ContractorState.ACTIVE, null, issuedBefore);
    }

    /** The contractor, without the credentials issued before an instant; as it is if they were cut before. */
    public Contractor withoutIssuedBefore(Instant before) {
        return with(state, revokedAt, Watermark.later(issuedBefore, before));
    }

    /** The contractor, whose account is there now. */
    public Contractor provisioned(String newSubject) {
        return new Contractor(
                id, partnerId, newSubject, displayName, state, createdAt, revokedAt, issuedBefore, account);
    }

    /** What a Check looks at. */
    public State.OfContractor checked() {
        return new State.OfContractor(id, partnerId, state.name(), Watermark.millis(issuedBefore), subject);
    }

    private Contractor with(
            ContractorState newState, @Nullable Instant newRevokedAt, @Nullable Instant newIssuedBefore) {
        return new Contractor(
                id, partnerId, subject, displayName, newState, createdAt, newRevokedAt, newIssuedBefore, account);
    }
}
