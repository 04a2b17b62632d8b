package dev.portcullis.partner;

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
}
