package dev.portcullis.revocation;

import jakarta.annotation.Nullable;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * A proposal to give access back, and what has become of it.
 *
 * @param note why, in words; empty if nothing was said
 * @param proposedBy token subject of who proposed it
 * @param expiresAt it cannot be approved from this instant on
 * @param revision of the proposal
 * @param closedBy token subject of who approved it, cancelled it, or made the cut that made it VOID; null otherwise
 * @param closedAt when it was no longer PENDING; null as long as it is
 * @param closingNote what was said then; empty if nothing was
 * @param cutRevision of the change that carried it out, if that took access away: a THAW that chose less than the one before;
 *     null otherwise
 */
public record Reinstatement(
        String id,
        ReinstatementTarget target,
        ReinstatementState state,
        String note,
        String proposedBy,
        Instant proposedAt,
        Instant expiresAt,
        long revision,
        @Nullable String closedBy,
        @Nullable Instant closedAt,
        String closingNote,
        @Nullable Long cutRevision) {

    /** How long one waits for its approval. */
    public static final Duration LIFETIME = Duration.ofHours(24);

    public Reinstatement {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(note, "note");
        Objects.requireNonNull(proposedBy, "proposedBy");
        Objects.requireNonNull(proposedAt, "proposedAt");
        Objects.requireNonNull(expiresAt, "expiresAt");
        Objects.requireNonNull(closingNote, "closingNote");
        if ((state == ReinstatementState.PENDING) != (closedAt == null)) {
            throw new IllegalArgumentException("a reinstatement is closed exactly when it is not PENDING");
        }
        if (cutRevision != null
                && (state != ReinstatementState.CARRIED_OUT || target.type() != ReinstatementType.THAW)) {
            throw new IllegalArgumentException("only a THAW takes anything away, and when it is carried out");
        }
    }

    /** The reinstatement as it stands at an instant: EXPIRED, if it waited until then and too long. */
    Reinstatement at(Instant now) {
        return state == ReinstatementState.PENDING && !now.isBefore(expiresAt) ? expired() : this;
    }

    Reinstatement expired() {
        return closed(ReinstatementState.EXPIRED, null, expiresAt, "");
    }

    Reinstatement closed(ReinstatementState newState, @Nullable String by, Instant at, String newNote) {
        return new Reinstatement(
                id, target, newState, note, proposedBy, proposedAt, expiresAt, revision, by, at, newNote, null);
    }

    /** The same, that took access away when it was carried out. */
    Reinstatement thatCut(long newCutRevision) {
        return new Reinstatement(
                id,
                target,
                state,
                note,
                proposedBy,
                proposedAt,
                expiresAt,
                revision,
                closedBy,
                closedAt,
                closingNote,
                newCutRevision);
    }
}
