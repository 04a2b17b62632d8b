package dev.portcullis.revocation;

/** Why access was taken away; named, where it fits, as in RFC 5280 section 5.3.1. */
public enum RevocationReason {
    KEY_COMPROMISE,
    SUPPLY_CHAIN_COMPROMISE,
    POLICY_VIOLATION,
    AFFILIATION_CHANGED,
    CESSATION_OF_OPERATION,
    /** A drill. */
    EXERCISE
}
