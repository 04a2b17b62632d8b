package dev.portcullis.grant;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;

/** A row of approvals. */
@Entity
@Table(name = "approvals")
@IdClass(ApprovalRow.Key.class)
class ApprovalRow {

    @Id
    @Column(name = "request_id")
    String requestId;

    @Id
    String approver;

    String[] groups;
    String note;

    @Column(name = "approved_at")
    Instant approvedAt;

    Long revision;

    static ApprovalRow of(String requestId, Approval approval, long revision) {
        var row = new ApprovalRow();
        row.requestId = requestId;
        row.approver = approval.approver();
        row.groups = approval.groups().toArray(String[]::new);
        row.note = approval.note();
        row.approvedAt = approval.approvedAt();
        row.revision = revision;
        return row;
    }

    Approval toApproval() {
        return new Approval(approver, List.of(groups), note, approvedAt);
    }

    record Key(String requestId, String approver) implements Serializable {}
}
