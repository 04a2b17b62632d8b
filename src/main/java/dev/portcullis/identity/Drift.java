package dev.portcullis.identity;

/** What is not in Keycloak as it is to be, and is left so. */
public enum Drift {
    /** There is no account with the contractor's subject. */
    ACCOUNT_MISSING,
    /** The contractor has access, and its account was disabled, but not by Portcullis. */
    DISABLED_BY_HAND,
    /** The contractor has a role of the realm, or of a client, that Portcullis did not give it. */
    ROLE_BY_HAND,
    /** Somebody is a member of the partner's organization who is no contractor of it. */
    UNKNOWN_MEMBER,
    /** Keycloak refused to let it be looked at or mended. */
    REFUSED
}
