package dev.portcullis.revocation;

import java.time.Instant;
import java.util.Objects;

/**
 * A recorded act.
 *
 * @param note why, in words; empty if nothing was said
 * @param revokedBy token subject of who did it
 * @param revision of the change: decisions that saw it or a later one have seen the cut
 */
public record Revocation(
        String id,
        Selector selector,
        RevocationReason reason,
        String note,
        String revokedBy,
        Instant revokedAt,
        long revision,
        Impact impact) {

    public Revocation {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(selector, "selector");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(note, "note");
        Objects.requireNonNull(revokedBy, "revokedBy");
        Objects.requireNonNull(revokedAt, "revokedAt");
        Objects.requireNonNull(impact, "impact");
    }
}
