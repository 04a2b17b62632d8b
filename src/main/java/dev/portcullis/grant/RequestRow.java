package dev.portcullis.grant;

import dev.portcullis.common.Action;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A row of access_requests, read with its assets and its grant. */
@Entity
@Table(name = "access_requests")
class RequestRow {

    @Id
    String id;

    @Column(name = "contractor_id", updatable = false)
    String contractorId;

    @Column(name = "partner_id", updatable = false)
    String partnerId;

    @Column(updatable = false)
    String[] actions;

    @Column(updatable = false)
    String purpose;

    @Column(updatable = false)
    String justification;

    @Column(name = "duration_s", updatable = false)
    long durationSeconds;

    @Column(name = "not_before", updatable = false)
    Instant notBefore;

    @Enumerated(EnumType.STRING)
    RequestState state;

    @Column(name = "requested_by", updatable = false)
    String requestedBy;

    @Column(name = "created_at", updatable = false)
    Instant createdAt;

    @Column(name = "expires_at", updatable = false)
    Instant expiresAt;

    @JdbcTypeCode(SqlTypes.JSON)
    ApprovalRequirement required;

    @Column(name = "rejection_note")
    String rejectionNote;

    @Column(name = "break_glass", updatable = false)
    boolean breakGlass;

    @Formula("(select array_agg(a.asset_id) from access_request_assets a where a.request_id = id)")
    String[] assetIds;

    @Formula("(select g.id from grants g where g.request_id = id)")
    String grantId;

    static RequestRow of(AccessRequest request) {
        var row = new RequestRow();
        row.id = request.id();
        row.contractorId = request.contractorId();
        row.partnerId = request.partnerId();
        row.actions = Action.names(request.actions()).toArray(String[]::new);
        row.purpose = request.purpose();
        row.justification = request.justification();
        row.durationSeconds = request.durationSeconds();
        row.notBefore = request.notBefore();
        row.state = request.state();
        row.requestedBy = request.requestedBy();
        row.createdAt = request.createdAt();
        row.expiresAt = request.expiresAt();
        row.required = request.required();
        row.rejectionNote = request.rejectionNote();
        row.breakGlass = request.breakGlass();
        return row;
    }

    AccessRequest toRequest(List<ApprovalRow> approvals) {
        return new AccessRequest(
                id,
                contractorId,
                partnerId,
                List.of(assetIds),
                Arrays.stream(actions).map(Action::valueOf).toList(),
                purpose,
                justification,
                durationSeconds,
                notBefore,
                state,
                requestedBy,
                createdAt,
                expiresAt,
                approvals.stream()
                        .filter(approval -> approval.requestId.equals(id))
                        .map(ApprovalRow::toApproval)
                        .toList(),
                required,
                grantId,
                rejectionNote,
                breakGlass);
    }
}
