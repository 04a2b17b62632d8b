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

    /** PERSON or WORKLOAD; null for neither. */
    @Column(name = "account_type", updatable = false)
    String accountType;

    @Column(updatable = false)
    String email;

    @Column(updatable = false)
    String username;

    @Column(name = "client_id", updatable = false)
    String clientId;

    @Column(name = "jwks_url", updatable = false)
    String jwksUrl;

    @Column(name = "public_jwk", updatable = false)
    String publicJwk;

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
        if (contractor.account() instanceof Account.Person person) {
            row.accountType = "PERSON";
            row.email = person.email();
            row.username = person.username();
        } else if (contractor.account() instanceof Account.Workload workload) {
            row.accountType = "WORKLOAD";
            row.clientId = workload.clientId();
            row.jwksUrl = workload.jwksUrl();
            row.publicJwk = workload.publicJwk();
        }
        return row;
    }

    Contractor toContractor() {
        return new Contractor(
                id, partnerId, subject, displayName, state, createdAt, revokedAt, issuedBefore, account());
    }

    private Account account() {
        if (email != null) {
            return new Account.Person(email, username);
        }
        return clientId == null ? null : new Account.Workload(clientId, jwksUrl, publicJwk);
    }
}
