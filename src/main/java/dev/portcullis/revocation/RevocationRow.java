package dev.portcullis.revocation;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of revocations. */
@Entity
@Table(name = "revocations")
class RevocationRow {

    @Id
    String id;

    Long revision;

    @Enumerated(EnumType.STRING)
    @Column(name = "selector_type")
    SelectorType selectorType;

    @Column(name = "selector_id")
    String selectorId;

    @Column(name = "issued_before")
    Instant issuedBefore;

    @Enumerated(EnumType.STRING)
    RevocationReason reason;

    String note;

    @Column(name = "revoked_by")
    String revokedBy;

    @Column(name = "revoked_at")
    Instant revokedAt;

    long contractors;
    long grants;
    long credentials;

    static RevocationRow of(Revocation revocation) {
        var row = new RevocationRow();
        row.id = revocation.id();
        row.revision = revocation.revision();
        row.selectorType = revocation.selector().type();
        row.selectorId = revocation.selector().id();
        row.issuedBefore = revocation.selector().issuedBefore();
        row.reason = revocation.reason();
        row.note = revocation.note();
        row.revokedBy = revocation.revokedBy();
        row.revokedAt = revocation.revokedAt();
        row.contractors = revocation.impact().contractors();
        row.grants = revocation.impact().grants();
        row.credentials = revocation.impact().credentials();
        return row;
    }

    Revocation toRevocation() {
        return new Revocation(
                id,
                new Selector(selectorType, selectorId, issuedBefore),
                reason,
                note,
                revokedBy,
                revokedAt,
                revision,
                new Impact(contractors, grants, credentials));
    }
}
