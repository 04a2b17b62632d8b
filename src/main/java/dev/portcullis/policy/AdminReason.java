package dev.portcullis.policy;

/** Why an RPC may not be called. The names are the codes that policy gives. */
public enum AdminReason {
    /** None of the caller's roles may call it. */
    ROLE_REQUIRED,
    /** The contractor that the caller is was revoked. */
    CALLER_REVOKED,
    /** The partner that the caller acts for is not active. */
    CALLER_PARTNER_NOT_ACTIVE,
    /** No policy names this RPC. */
    RPC_UNKNOWN
}
