package dev.portcullis.credential;

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

/** A row of credentials, read with its grants and assets and without its hash. */
@Entity
@Table(name = "credentials")
class CredentialRow {

    @Id
    String id;

    @Column(name = "contractor_id", updatable = false)
    String contractorId;

    @Column(name = "partner_id", updatable = false)
    String partnerId;

    @Column(updatable = false)
    String[] actions;

    @Enumerated(EnumType.STRING)
    CredentialState state;

    @Column(name = "issued_at", updatable = false)
    Instant issuedAt;

    @Column(name = "expires_at")
    Instant expiresAt;

    @Column(name = "revoked_at")
    Instant revokedAt;

    @Column(updatable = false)
    Long revision;

    @Column(name = "proof_key_sha256")
    byte[] proofKeySha256;

    @Formula("(select array_agg(g.grant_id) from credential_grants g where g.credential_id = id)")
    String[] grantIds;

    @Formula("(select array_agg(a.asset_id) from credential_assets a where a.credential_id = id)")
    String[] assetIds;

    static CredentialRow of(Credential credential) {
        var row = new CredentialRow();
        row.id = credential.id();
        row.contractorId = credential.contractorId();
        row.partnerId = credential.partnerId();
        row.actions = Action.names(credential.actions()).toArray(String[]::new);
        row.state = credential.state();
        row.issuedAt = credential.issuedAt();
        row.expiresAt = credential.expiresAt();
        row.revokedAt = credential.revokedAt();
        row.revision = credential.revision();
        row.proofKeySha256 =
                credential.proofKey() == null ? null : credential.proofKey().sha256();
        return row;
    }

    Credential toCredential() {
        return new Credential(
                id,
                contractorId,
                partnerId,
                List.of(grantIds),
                List.of(assetIds),
                Arrays.stream(actions).map(Action::valueOf).toList(),
                state,
                issuedAt,
                expiresAt,
                revokedAt,
                revision,
                proofKeySha256 == null ? null : KeyThumbprint.of(proofKeySha256));
    }
}
