package dev.portcullis.partner;

import dev.portcullis.change.State;
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

    /** The partner, with all its access cut; as it is if it was cut before. */
    public Partner frozen(Instant at) {
        return switch (state) {
            case ACTIVE, THAWING -> new Partner(id, displayName, PartnerState.FROZEN, createdAt, at);
            case FROZEN, OFFBOARDED -> this;
        };
    }

    /** What a Check looks at. */
    public State.OfPartner checked() {
        return new State.OfPartner(id, state.name());
    }
}
