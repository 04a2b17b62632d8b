package dev.portcullis.policy;

/** Why a customer's bundle is refused, by the check that refused it. The names are stable; callers may switch on them. */
public enum BundleRefusal {
    /** It is no gzipped tar of the files that a bundle has, or is cut short. */
    ARCHIVE_MALFORMED,
    /** It is longer, unpacks to more, or has more files than is taken. */
    ARCHIVE_TOO_LARGE,
    /** It has no signature. */
    SIGNATURE_MISSING,
    /** Its signature is not by a key that is configured, or is not one of the kinds that are taken. */
    SIGNATURE_INVALID,
    /** A file is not as it was when the bundle was signed, is not among what was signed, or is missing. */
    CONTENT_NOT_AS_SIGNED,
    /** Its manifest is missing, claims roots other than its own, lacks a rule, or has no revision that can be ordered. */
    MANIFEST_INVALID,
    /** It is not newer than the one that it would follow. */
    NOT_NEWER,
    /** Its policy needs a builtin that a policy may not use. */
    BUILTIN_FORBIDDEN,
    /** Its compiled policy cannot be loaded, or cannot decide. */
    MODULE_INVALID,
    /** Its settings do not fit their schema. */
    SETTINGS_INVALID,
    /** Its cases are not readable, or one of them is not decided as it says. */
    CASE_FAILED,
    /** A decision with it would be wider than without it, or none where there was one. */
    NOT_A_NARROWING
}
