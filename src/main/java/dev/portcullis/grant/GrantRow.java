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

/** A row of grants, read with its assets. */
@Entity
@Table(name = "grants")
class GrantRow {

    @Id
    String id;

    @Column(name = "request_id", updatable = false)
    String requestId;

    @Column(name = "contractor_id", updatable = false)
    String contractorId;

    @Column(name = "partner_id", updatable = false)
    String partnerId;

    @Column(updatable = false)
    String[] actions;

    @Column(updatable = false)
    String purpose;

    @Column(name = "not_before", updatable = false)
    Instant notBefore;

    @Column(name = "expires_at", updatable = false)
    Instant expiresAt;

    @Enumerated(EnumType.STRING)
    GrantState state;

    @Column(name = "created_at", updatable = false)
    Instant createdAt;

    @Column(name = "revoked_at")
    Instant revokedAt;

    @Column(name = "break_glass", updatable = false)
    boolean breakGlass;

    @Formula("(select array_agg(a.asset_id) from grant_assets a where a.grant_id = id)")
    String[] assetIds;

    static GrantRow of(Grant grant) {
        var row = new GrantRow();
        row.id = grant.id();
        row.requestId = grant.requestId();
        row.contractorId = grant.contractorId();
        row.partnerId = grant.partnerId();
        row.actions = Action.names(grant.actions()).toArray(String[]::new);
        row.purpose = grant.purpose();
        row.notBefore = grant.notBefore();
        row.expiresAt = grant.expiresAt();
        row.state = grant.state();
        row.createdAt = grant.createdAt();
        row.revokedAt = grant.revokedAt();
        row.breakGlass = grant.breakGlass();
        return row;
    }

    Grant toGrant() {
        return new Grant(
                id,
                requestId,
                contractorId,
                partnerId,
                List.of(assetIds),
                Arrays.stream(actions).map(Action::valueOf).toList(),
                purpose,
                notBefore,
                expiresAt,
                state,
                createdAt,
                revokedAt,
                breakGlass);
    }
}
