package dev.portcullis.partner;

import jakarta.annotation.Nullable;
import java.time.Instant;
import java.util.Objects;

/**
 * An outside firm.
 *
 * @param frozenAt when it was last frozen; null if it never was
 */
public record Partner(
        String id,
        String displayName,
        PartnerState state,
        Instant createdAt,
        @Nullable Instant frozenAt) {

    public Partner {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(displayName, "displayName");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(createdAt, "createdAt");
    }
}
