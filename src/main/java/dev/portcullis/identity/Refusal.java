package dev.portcullis.identity;

import dev.portcullis.common.ErrorReason;

/** Why a token is not taken: for operators. A caller is told its {@link #reason}, which says less. */
public enum Refusal {
    /** There are several authorization headers. */
    SEVERAL_TOKENS,
    /** The token is longer than one may be. */
    TOO_LONG,
    /** It is no JWT (RFC 7519) in three parts. */
    MALFORMED,
    /** Its algorithm is not one that is taken. */
    ALGORITHM,
    /** Its header says what must be understood, and is not; or names no key. */
    HEADER,
    /** The issuer publishes no key of that kid. */
    KEY_UNKNOWN,
    SIGNATURE,
    ISSUER,
    AUDIENCE,
    EXPIRED,
    NOT_YET_VALID,
    /** It is no access token, but an ID token, a refresh token or another. */
    TYPE,
    /** A claim that is needed is missing, or is not what it should be. */
    CLAIMS,
    /** The issuer's keys cannot be had. */
    ISSUER_UNAVAILABLE(ErrorReason.SIGN_IN_UNAVAILABLE);

    private final ErrorReason reason;

    Refusal() {
        this(ErrorReason.UNAUTHENTICATED);
    }

    Refusal(ErrorReason reason) {
        this.reason = reason;
    }

    /** What the caller is told. */
    public ErrorReason reason() {
        return reason;
    }
}
