package dev.portcullis.partner;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of partners. */
@Entity
@Table(name = "partners")
class PartnerRow {

    @Id
    String id;

    @Column(name = "display_name", updatable = false)
    String displayName;

    @Enumerated(EnumType.STRING)
    PartnerState state;

    @Column(name = "created_at", updatable = false)
    Instant createdAt;

    @Column(name = "frozen_at")
    Instant frozenAt;

    @Column(name = "issued_before")
    Instant issuedBefore;

    static PartnerRow of(Partner partner) {
        var row = new PartnerRow();
        row.id = partner.id();
        row.displayName = partner.displayName();
        row.state = partner.state();
        row.createdAt = partner.createdAt();
        row.frozenAt = partner.frozenAt();
        row.issuedBefore = partner.issuedBefore();
        return row;
    }

    Partner toPartner() {
        return new Partner(id, displayName, state, createdAt, frozenAt, issuedBefore);
    }
}
