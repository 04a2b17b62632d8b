package dev.portcullis.audit;

/** What happened; one type for each way that state can change. */
public enum EventType {
    PARTNER_CREATED,
    CONTRACTOR_REGISTERED,
    ASSET_REGISTERED,
    ASSET_UPDATED,
    ACCESS_REQUESTED,
    REQUEST_APPROVED,
    GRANT_CREATED,
    REQUEST_REJECTED,
    REQUEST_CANCELLED,
    CREDENTIAL_ISSUED,
    CREDENTIAL_RENEWED,
    CREDENTIAL_REVOKED,
    GRANT_REVOKED,
    CONTRACTOR_REVOKED,
    PARTNER_FROZEN,
    ASSET_QUARANTINED,
    /** Those that were issued before an instant, of a contractor, of a partner or of everybody. */
    CREDENTIALS_REVOKED,
    REINSTATEMENT_PROPOSED,
    REINSTATEMENT_CANCELLED,
    PARTNER_THAWING,
    PARTNER_THAWED,
    QUARANTINE_LIFTED,
    CONTRACTOR_REINSTATED,
    REPLICA_LOST,
    PARTNER_UPDATED,
    /** As GRANT_CREATED, of a request made in an emergency. */
    BREAK_GLASS_GRANTED,
    /** A customer's bundle was taken; nothing is decided by it yet. */
    POLICY_UPLOADED,
    POLICY_REFUSED,
    ACTIVATION_PROPOSED,
    ACTIVATION_CANCELLED,
    POLICY_ACTIVATED,
    POLICY_ROLLED_BACK,
    /** A candidate is evaluated beside the active policy. */
    SHADOW_SET,
    SHADOW_CLEARED,
    /** The account of a contractor is there: it has a subject. */
    CONTRACTOR_PROVISIONED,
    PROVISIONING_RETRIED,
    /** An admin asked for a sweep over all that Keycloak has of partners and contractors. */
    RECONCILIATION_REQUESTED,
    /** Somebody without access could sign in, though Keycloak had been told; not any more. */
    IDENTITY_DRIFT_CLOSED,
    /** An auditor was about to be answered. */
    READ_BY_AUDITOR
}
