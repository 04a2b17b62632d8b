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
    ASSET(ErrorReason.ASSET_NOT_FOUND),
    /** Of a contractor, the credentials issued before an instant. */
    CONTRACTOR_ISSUED_BEFORE(ErrorReason.CONTRACTOR_NOT_FOUND),
    /** Of a partner's contractors, the credentials issued before an instant. */
    PARTNER_ISSUED_BEFORE(ErrorReason.PARTNER_NOT_FOUND),
    /** Of everybody, the credentials issued before an instant. */
    EVERYTHING_ISSUED_BEFORE(ErrorReason.INTERNAL);

    private final ErrorReason notFound;

    SelectorType(ErrorReason notFound) {
        this.notFound = notFound;
    }

    /** Whether it cuts the credentials that were issued before an instant, and nothing else. */
    public boolean isWatermark() {
        return switch (this) {
            case CREDENTIAL, GRANT, CONTRACTOR, PARTNER, ASSET -> false;
            case CONTRACTOR_ISSUED_BEFORE, PARTNER_ISSUED_BEFORE, EVERYTHING_ISSUED_BEFORE -> true;
        };
    }

    ErrorReason notFound() {
        return notFound;
    }
}
