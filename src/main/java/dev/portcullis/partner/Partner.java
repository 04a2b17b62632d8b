package dev.portcullis.partner;

import dev.portcullis.change.State;
import dev.portcullis.common.Watermark;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.util.Objects;

/**
 * An outside firm.
 *
 * @param frozenAt when it was last frozen; null if it never was
 * @param issuedBefore what its contractors' credentials must not have been issued before; null for none
 */
public record Partner(
        String id,
        String displayName,
        PartnerState state,
        Instant createdAt,
        @Nullable Instant frozenAt,
        @Nullable Instant issuedBefore) {

    public Partner {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(displayName, "displayName");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(createdAt, "createdAt");
    }

    /** The partner, with all its access cut, and its credentials up to then for ever; as it is if it was cut before. */
    public Partner frozen(Instant at) {
        return switch (state) {
            case ACTIVE, THAWING ->
                new Partner(
                        id,
                        displayName,
                        PartnerState.FROZEN,
                        createdAt,
                        at,
                        Watermark.later(issuedBefore, Watermark.after(at)));
            case FROZEN, OFFBOARDED -> this;
        };
    }

    /** The partner, without the credentials issued before an instant; as it is if they were cut before. */
    public Partner withoutIssuedBefore(Instant before) {
        return new Partner(id, displayName, state, createdAt, frozenAt, Watermark.later(issuedBefore, before));
    }

    /** What a Check looks at. */
    public State.OfPartner checked() {
        return new State.OfPartner(id, state.name(), Watermark.millis(issuedBefore));
    }
}
