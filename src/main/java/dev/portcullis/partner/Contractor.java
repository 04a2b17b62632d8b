package dev.portcullis.partner;

import dev.portcullis.change.State;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.util.Objects;

/**
 * A person or workload of one partner.
 *
 * @param subject the {@code sub} claim of its Keycloak tokens
 * @param revokedAt when all its access was cut; null if it was not
 */
public record Contractor(
        String id,
        String partnerId,
        String subject,
        String displayName,
        ContractorState state,
        Instant createdAt,
        @Nullable Instant revokedAt) {

    public Contractor {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(partnerId, "partnerId");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(displayName, "displayName");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(createdAt, "createdAt");
    }

    /** The contractor, with all its access cut; as it is if it was cut before. */
    public Contractor revoked(Instant at) {
        return switch (state) {
            case ACTIVE -> new Contractor(id, partnerId, subject, displayName, ContractorState.REVOKED, createdAt, at);
            case REVOKED -> this;
        };
    }

    /** What a Check looks at. */
    public State.OfContractor checked() {
        return new State.OfContractor(id, partnerId, state.name());
    }
}
