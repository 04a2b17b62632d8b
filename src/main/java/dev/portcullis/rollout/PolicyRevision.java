package dev.portcullis.rollout;

import java.time.Instant;
import java.util.Objects;

/**
 * A bundle that was taken.
 *
 * @param digest its SHA-256, 64 hex digits: what it is called
 * @param version what its manifest calls it
 * @param sequence one follows only one with a lower number
 * @param policyRevision how decisions by it are marked, with the library of the replica that took it
 * @param sizeBytes of the archive
 * @param note what was written with it; empty if nothing was
 * @param uploadedBy token subject
 * @param revision of the upload
 */
public record PolicyRevision(
        String digest,
        String version,
        long sequence,
        String policyRevision,
        long sizeBytes,
        String note,
        String uploadedBy,
        Instant uploadedAt,
        long revision,
        PolicyRevisionState state) {

    public PolicyRevision {
        Objects.requireNonNull(digest, "digest");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(policyRevision, "policyRevision");
        Objects.requireNonNull(note, "note");
        Objects.requireNonNull(uploadedBy, "uploadedBy");
        Objects.requireNonNull(uploadedAt, "uploadedAt");
        Objects.requireNonNull(state, "state");
    }
}
