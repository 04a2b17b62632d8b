package dev.portcullis.access;

import dev.portcullis.common.Action;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.hibernate.annotations.ColumnTransformer;

/** A row of decisions. */
@Entity
@Table(name = "decisions")
class DecisionRow {

    @Id
    String id;

    @Column(name = "decided_at")
    Instant decidedAt;

    String rpc;
    String caller;

    @Enumerated(EnumType.STRING)
    Effect effect;

    @Column(name = "credential_id")
    String credentialId;

    @Column(name = "contractor_id")
    String contractorId;

    @Column(name = "partner_id")
    String partnerId;

    @Column(name = "asset_id")
    String assetId;

    @Enumerated(EnumType.STRING)
    Action action;

    String[] reasons;

    @Column(name = "internal_reasons")
    String[] internalReasons;

    @Column(name = "customer_reasons")
    String[] customerReasons;

    @ColumnTransformer(read = "CAST(obligations AS text)")
    String obligations;

    @Column(name = "policy_revision")
    String policyRevision;

    @Column(name = "state_revision")
    long stateRevision;

    @Column(name = "trace_id")
    String traceId;

    @Column(name = "source_address")
    String sourceAddress;

    String country;

    DecisionRecord toRecord() {
        return new DecisionRecord(
                id,
                decidedAt,
                rpc,
                caller,
                effect,
                credentialId,
                contractorId,
                partnerId,
                assetId,
                action,
                List.of(reasons),
                List.of(internalReasons),
                List.of(customerReasons),
                Duties.fromJson(obligations),
                policyRevision,
                stateRevision,
                traceId,
                sourceAddress,
                country);
    }
}
