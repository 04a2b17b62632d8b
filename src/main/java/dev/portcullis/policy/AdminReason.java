package dev.portcullis.policy;

/** Why an RPC may not be called. The names are the codes that policy gives. */
public enum AdminReason {
    /** None of the caller's roles may call it. */
    ROLE_REQUIRED,
    /** No policy names this RPC. */
    RPC_UNKNOWN
}
