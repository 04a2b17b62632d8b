package dev.portcullis.audit;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.hibernate.annotations.ColumnTransformer;

/** A row of audit_events. */
@Entity
@Table(name = "audit_events")
class EventRow {

    @Id
    Long revision;

    @Enumerated(EnumType.STRING)
    EventType type;

    @Column(name = "occurred_at")
    Instant occurredAt;

    String actor;

    @Column(name = "actor_name")
    String actorName;

    @Column(name = "actor_roles")
    String[] actorRoles;

    @Column(name = "partner_id")
    String partnerId;

    @Column(name = "contractor_id")
    String contractorId;

    @Column(name = "asset_ids")
    String[] assetIds;

    @Column(name = "request_id")
    String requestId;

    @Column(name = "grant_ids")
    String[] grantIds;

    @Column(name = "credential_id")
    String credentialId;

    @Column(name = "revocation_id")
    String revocationId;

    String note;

    @ColumnTransformer(read = "CAST(details AS text)", write = "CAST(CAST(? AS text) AS jsonb)")
    String details;

    @Column(name = "call_id")
    String callId;

    @Column(name = "trace_id")
    String traceId;

    RecordedEvent toEvent() {
        return new RecordedEvent(
                revision,
                type,
                occurredAt,
                actor,
                actorName,
                List.of(actorRoles),
                partnerId,
                contractorId,
                List.of(assetIds),
                requestId,
                List.of(grantIds),
                credentialId,
                revocationId,
                note,
                details,
                callId,
                traceId);
    }
}
