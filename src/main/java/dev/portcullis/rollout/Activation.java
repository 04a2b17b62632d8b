package dev.portcullis.rollout;

import jakarta.annotation.Nullable;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * That a policy shall decide, and what has become of it.
 *
 * @param bundle digest of the bundle; null for the library alone
 * @param note why, in words; empty if nothing was said
 * @param proposedBy token subject of who proposed it, or went back
 * @param expiresAt it cannot be approved from this instant on
 * @param revision of the proposal, or of the way back
 * @param closedBy token subject of who approved it, cancelled it, or changed what is active, which made it VOID; null otherwise
 * @param closedAt when it was no longer PENDING; null as long as it is
 * @param closingNote what was said then; empty if nothing was
 * @param carriedOut null unless it was
 */
public record Activation(
        String id,
        ActivationType type,
        @Nullable String bundle,
        ActivationState state,
        String note,
        String proposedBy,
        Instant proposedAt,
        Instant expiresAt,
        long revision,
        @Nullable String closedBy,
        @Nullable Instant closedAt,
        String closingNote,
        @Nullable CarriedOut carriedOut) {

    /** How long one waits for its approval. */
    public static final Duration LIFETIME = Duration.ofHours(24);

    public Activation {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(note, "note");
        Objects.requireNonNull(proposedBy, "proposedBy");
        Objects.requireNonNull(proposedAt, "proposedAt");
        Objects.requireNonNull(expiresAt, "expiresAt");
        Objects.requireNonNull(closingNote, "closingNote");
        if ((state == ActivationState.PENDING) != (closedAt == null)) {
            throw new IllegalArgumentException("an activation is closed exactly when it is not PENDING");
        }
        if ((state == ActivationState.CARRIED_OUT) != (carriedOut != null)) {
            throw new IllegalArgumentException("what was carried out is told of what was, and of that alone");
        }
    }

    /**
     * That it decides, or did.
     *
     * @param revision the change since which it does
     * @param replaced digest of the bundle that decided until then; null for the library alone
     * @param approvalId the activation by two admins that it stands on; null for the library alone
     * @param beforeId the activation that a way back from it leads to; null for the library alone, and for a rollback
     */
    public record CarriedOut(
            long revision,
            @Nullable String replaced,
            @Nullable String approvalId,
            @Nullable String beforeId) {}

    /** The activation as it stands at an instant: EXPIRED, if it waited until then and too long. */
    Activation at(Instant now) {
        return state == ActivationState.PENDING && !now.isBefore(expiresAt) ? expired() : this;
    }

    Activation expired() {
        return closed(ActivationState.EXPIRED, null, expiresAt, "", null);
    }

    Activation closed(
            ActivationState newState,
            @Nullable String by,
            Instant at,
            String newNote,
            @Nullable CarriedOut newCarriedOut) {
        return new Activation(
                id,
                type,
                bundle,
                newState,
                note,
                proposedBy,
                proposedAt,
                expiresAt,
                revision,
                by,
                at,
                newNote,
                newCarriedOut);
    }
}
