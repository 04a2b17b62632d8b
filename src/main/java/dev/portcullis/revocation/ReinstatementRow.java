package dev.portcullis.revocation;

import jakarta.annotation.Nullable;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.hibernate.annotations.Formula;

/** A row of reinstatements, read with the contractors and assets chosen. */
@Entity
@Table(name = "reinstatements")
class ReinstatementRow {

    @Id
    String id;

    @Column(updatable = false)
    Long revision;

    @Enumerated(EnumType.STRING)
    @Column(updatable = false)
    ReinstatementType type;

    @Column(name = "partner_id", updatable = false)
    String partnerId;

    @Column(name = "asset_id", updatable = false)
    String assetId;

    @Column(name = "contractor_id", updatable = false)
    String contractorId;

    @Enumerated(EnumType.STRING)
    ReinstatementState state;

    @Column(updatable = false)
    String note;

    @Column(name = "proposed_by", updatable = false)
    String proposedBy;

    @Column(name = "proposed_at", updatable = false)
    Instant proposedAt;

    @Column(name = "expires_at", updatable = false)
    Instant expiresAt;

    @Column(name = "closed_by")
    String closedBy;

    @Column(name = "closed_at")
    Instant closedAt;

    @Column(name = "closing_note")
    String closingNote;

    @Column(name = "cut_revision")
    Long cutRevision;

    @Formula("(select array_agg(c.contractor_id) from reinstatement_contractors c where c.reinstatement_id = id)")
    String[] contractorIds;

    @Formula("(select array_agg(a.asset_id) from reinstatement_assets a where a.reinstatement_id = id)")
    String[] assetIds;

    static ReinstatementRow of(Reinstatement reinstatement) {
        var row = new ReinstatementRow();
        var target = reinstatement.target();
        row.id = reinstatement.id();
        row.revision = reinstatement.revision();
        row.type = target.type();
        switch (target.type()) {
            case THAW, PARTNER -> row.partnerId = target.id();
            case ASSET -> row.assetId = target.id();
            case CONTRACTOR -> row.contractorId = target.id();
        }
        row.state = reinstatement.state();
        row.note = reinstatement.note();
        row.proposedBy = reinstatement.proposedBy();
        row.proposedAt = reinstatement.proposedAt();
        row.expiresAt = reinstatement.expiresAt();
        row.closedBy = reinstatement.closedBy();
        row.closedAt = reinstatement.closedAt();
        row.closingNote = reinstatement.closingNote();
        row.cutRevision = reinstatement.cutRevision();
        return row;
    }

    Reinstatement toReinstatement() {
        return new Reinstatement(
                id,
                new ReinstatementTarget(type, targetId(), list(contractorIds), list(assetIds)),
                state,
                note,
                proposedBy,
                proposedAt,
                expiresAt,
                revision,
                closedBy,
                closedAt,
                closingNote,
                cutRevision);
    }

    private String targetId() {
        return switch (type) {
            case THAW, PARTNER -> partnerId;
            case ASSET -> assetId;
            case CONTRACTOR -> contractorId;
        };
    }

    private static List<String> list(@Nullable String[] ids) {
        return ids == null ? List.of() : List.of(ids);
    }
}
