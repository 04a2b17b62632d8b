package dev.portcullis.rollout;

import dev.portcullis.rollout.Activation.CarriedOut;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of policy_activations. */
@Entity
@Table(name = "policy_activations")
class ActivationRow {

    @Id
    String id;

    @Column(updatable = false)
    Long revision;

    @Enumerated(EnumType.STRING)
    @Column(updatable = false)
    ActivationType type;

    @Column(updatable = false)
    String bundle;

    @Enumerated(EnumType.STRING)
    ActivationState state;

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

    @Column(name = "activated_revision")
    Long activatedRevision;

    @Column(name = "replaced_bundle")
    String replacedBundle;

    @Column(name = "approval_id")
    String approvalId;

    @Column(name = "before_id")
    String beforeId;

    static ActivationRow of(Activation activation) {
        var row = new ActivationRow();
        row.id = activation.id();
        row.revision = activation.revision();
        row.type = activation.type();
        row.bundle = activation.bundle();
        row.state = activation.state();
        row.note = activation.note();
        row.proposedBy = activation.proposedBy();
        row.proposedAt = activation.proposedAt();
        row.expiresAt = activation.expiresAt();
        row.closedBy = activation.closedBy();
        row.closedAt = activation.closedAt();
        row.closingNote = activation.closingNote();
        var carriedOut = activation.carriedOut();
        if (carriedOut != null) {
            row.activatedRevision = carriedOut.revision();
            row.replacedBundle = carriedOut.replaced();
            row.approvalId = carriedOut.approvalId();
            row.beforeId = carriedOut.beforeId();
        }
        return row;
    }

    Activation toActivation() {
        return new Activation(
                id,
                type,
                bundle,
                state,
                note,
                proposedBy,
                proposedAt,
                expiresAt,
                revision,
                closedBy,
                closedAt,
                closingNote,
                activatedRevision == null
                        ? null
                        : new CarriedOut(activatedRevision, replacedBundle, approvalId, beforeId));
    }
}
