package dev.portcullis.partner;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of contractors. */
@Entity
@Table(name = "contractors")
class ContractorRow {

    @Id
    String id;

    @Column(name = "partner_id", updatable = false)
    String partnerId;

    @Column(updatable = false)
    String subject;

    @Column(name = "display_name", updatable = false)
    String displayName;

    @Enumerated(EnumType.STRING)
    ContractorState state;

    @Column(name = "created_at", updatable = false)
    Instant createdAt;

    @Column(name = "revoked_at")
    Instant revokedAt;

    @Column(name = "issued_before")
    Instant issuedBefore;

    static ContractorRow of(Contractor contractor) {
        var row = new ContractorRow();
        row.id = contractor.id();
        row.partnerId = contractor.partnerId();
        row.subject = contractor.subject();
        row.displayName = contractor.displayName();
        row.state = contractor.state();
        row.createdAt = contractor.createdAt();
        row.revokedAt = contractor.revokedAt();
        row.issuedBefore = contractor.issuedBefore();
        return row;
    }

    Contractor toContractor() {
        return new Contractor(id, partnerId, subject, displayName, state, createdAt, revokedAt, issuedBefore);
    }
}
