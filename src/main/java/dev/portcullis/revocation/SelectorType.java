package dev.portcullis.revocation;

import dev.portcullis.common.ErrorReason;

/** What kind of thing a revocation cuts. */
public enum SelectorType {
    CREDENTIAL(ErrorReason.CREDENTIAL_NOT_FOUND),
    GRANT(ErrorReason.GRANT_NOT_FOUND),
    CONTRACTOR(ErrorReason.CONTRACTOR_NOT_FOUND),
    /** A freeze. */
    PARTNER(ErrorReason.PARTNER_NOT_FOUND),
    /** A quarantine, of all below it too. */
    ASSET(ErrorReason.ASSET_NOT_FOUND);

    private final ErrorReason notFound;

    SelectorType(ErrorReason notFound) {
        this.notFound = notFound;
    }

    ErrorReason notFound() {
        return notFound;
    }
}
