package dev.portcullis.revocation;

import java.time.Instant;
import java.util.Objects;

/**
 * What those who enforce revocations need to know of one, or of a thaw that took access away.
 *
 * @param selector what was cut; of a thaw, the whole partner, as nobody knows but by asking what is left of its access
 * @param recordId of the revocation, or of the reinstatement
 * @param byThaw whether it is a reinstatement
 */
public record Cut(long revision, Selector selector, String recordId, boolean byThaw, Instant revokedAt) {

    public Cut {
        Objects.requireNonNull(selector, "selector");
        Objects.requireNonNull(recordId, "recordId");
        Objects.requireNonNull(revokedAt, "revokedAt");
    }

    static Cut of(Revocation revocation) {
        return new Cut(revocation.revision(), revocation.selector(), revocation.id(), false, revocation.revokedAt());
    }

    /** Of one that took something away. */
    static Cut of(Reinstatement thaw) {
        return new Cut(
                Objects.requireNonNull(thaw.cutRevision(), "cutRevision"),
                thaw.target().cut(),
                thaw.id(),
                true,
                Objects.requireNonNull(thaw.closedAt(), "closedAt"));
    }
}
