package dev.portcullis.policy;

/** Why a request, or an approval of one, is denied. The names are the codes that policy gives. */
public enum GrantReason {
    PARTNER_NOT_ACTIVE,
    CONTRACTOR_REVOKED,
    /** An asset requested, or a collection above it, is quarantined. */
    ASSET_QUARANTINED,
    /** Longer than the strictest asset allows. */
    DURATION_TOO_LONG,
    /** An action requested may never be taken on one of the assets. */
    ACTION_NOT_ALLOWED_FOR_CLASS,
    /** An asset requested, or a collection above it, is not to be used for the purpose. */
    PURPOSE_NOT_PERMITTED,
    /** The partner's tier does not reach up to the classification of an asset requested. */
    CLASSIFICATION_ABOVE_TIER,
    /** An export is requested of an asset of which nothing may be taken out. */
    EXPORT_NOT_ALLOWED,
    /** The partner would hold a methodology document and a dataset that it is about. */
    SEPARATION_REQUIRED,
    /** The partner would hold more RESTRICTED assets than its tier may have. */
    EXPOSURE_BUDGET_EXCEEDED,
    /** A request in an emergency must say why, in no less than 20 characters. */
    JUSTIFICATION_TOO_SHORT,
    APPROVER_ROLE_MISSING,
    /** The approver submitted the request, or is the contractor it is for. */
    SELF_APPROVAL,
    /** The approver works for the partner whose contractor it is for. */
    OWN_PARTNER_APPROVAL,
    /** The approver has approved this request before. */
    ALREADY_APPROVED,
    /** The customer's own policy denies what the library allows; the decision's customer reasons say why. */
    CUSTOMER_POLICY,
    /** Nothing speaks against it by name, but the facts are incomplete or do not fit together. */
    DENIED_BY_DEFAULT
}
