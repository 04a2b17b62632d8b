package dev.portcullis.policy;

/** Why an access is denied. The names are the codes that policy gives, that platforms read and that audit keeps. */
public enum AccessReason {
    /** All that a platform is told of the credential, its contractor or their partner. Never an internal reason. */
    CREDENTIAL_INVALID,
    /** There is no such credential, or its secret is wrong. */
    CREDENTIAL_UNKNOWN(true),
    CREDENTIAL_REVOKED(true),
    CREDENTIAL_EXPIRED(true),
    /** All credentials that were issued when this one was are cut: its contractor's, its partner's or everybody's. */
    ISSUED_BEFORE_CUT(true),
    CONTRACTOR_REVOKED(true),
    PARTNER_NOT_ACTIVE(true),
    /** The credential is bound to a key whose possession the platform did not verify. */
    PROOF_MISMATCH(true),
    /** The credential or each of its grants leaves the asset out, or there is no such asset. */
    ASSET_NOT_IN_SCOPE,
    /** The asset, or a collection above it, is quarantined. */
    ASSET_QUARANTINED,
    /** The credential, or each of its grants for the asset, leaves the action out. */
    ACTION_NOT_IN_SCOPE,
    /** The grant for the access is revoked, and no other carries it; so with the next two. */
    GRANT_NOT_ACTIVE,
    GRANT_NOT_YET_VALID,
    GRANT_EXPIRED,
    /** The asset, or a collection above it, is not to be used for what the grant is for, and no other grant carries the access. */
    PURPOSE_NOT_PERMITTED,
    /** Nobody may do this to such an asset. */
    ACTION_NOT_ALLOWED_FOR_CLASS,
    /** The partner's tier does not reach up to the classification of the asset. */
    CLASSIFICATION_ABOVE_TIER,
    /** The address that it comes from is in none of the zones that are required, or not known. */
    NETWORK_ZONE_NOT_ALLOWED,
    /** The country that it comes from is not one of those allowed, or not known. */
    COUNTRY_NOT_ALLOWED,
    /** The asset asks for a credential that is bound to a key. */
    SENDER_CONSTRAINT_REQUIRED,
    /** Not at this time of the week. */
    OUTSIDE_ACCESS_HOURS,
    /** Nothing of the asset may be taken out. */
    EXPORT_NOT_ALLOWED,
    /** The customer's own policy denies what the library allows; the decision's customer reasons say why. */
    CUSTOMER_POLICY,
    /** Nothing speaks against it by name, but nothing carries it: the facts are incomplete. */
    DENIED_BY_DEFAULT;

    private final boolean internal;

    AccessReason() {
        this(false);
    }

    AccessReason(boolean internal) {
        this.internal = internal;
    }

    /** Whether this is for the record alone, since it would help somebody who tries secrets. */
    public boolean isInternal() {
        return internal;
    }
}
