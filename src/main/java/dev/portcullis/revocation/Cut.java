package dev.portcullis.revocation;

import java.time.Instant;
import java.util.Objects;

/**
 * What those who enforce revocations need to know of one.
 *
 * @param revocationId of the record
 */
public record Cut(long revision, Selector selector, String revocationId, Instant revokedAt) {

    public Cut {
        Objects.requireNonNull(selector, "selector");
        Objects.requireNonNull(revocationId, "revocationId");
        Objects.requireNonNull(revokedAt, "revokedAt");
    }

    static Cut of(Revocation revocation) {
        return new Cut(revocation.revision(), revocation.selector(), revocation.id(), revocation.revokedAt());
    }
}
