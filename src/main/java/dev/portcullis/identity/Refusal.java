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
    /** It is bound to something that cannot be proven here, or is not to be. */
    BINDING_UNKNOWN,
    /** It is bound to a key and presented as one that is not (RFC 9449 section 7.2), or the other way round. */
    SCHEME(ErrorReason.PROOF_INVALID),
    /** It is bound to nothing, and the caller's role asks for it. */
    NOT_BOUND(ErrorReason.TOKEN_NOT_BOUND),
    PROOF_MISSING(ErrorReason.PROOF_INVALID),
    /** There are several proofs, or it is none by RFC 9449 section 4.2. */
    PROOF_MALFORMED(ErrorReason.PROOF_INVALID),
    PROOF_TYPE(ErrorReason.PROOF_INVALID),
    PROOF_ALGORITHM(ErrorReason.PROOF_INVALID),
    /** Its key is not the token's, or is there with its private half. */
    PROOF_KEY(ErrorReason.PROOF_INVALID),
    PROOF_SIGNATURE(ErrorReason.PROOF_INVALID),
    /** It was made for another method or another URL. */
    PROOF_TARGET(ErrorReason.PROOF_INVALID),
    /** It was made for another token. */
    PROOF_TOKEN(ErrorReason.PROOF_INVALID),
    /** It is too old, or of the future. */
    PROOF_TIME(ErrorReason.PROOF_INVALID),
    /** Its nonce is none of this replica's, or no more. */
    PROOF_NONCE(ErrorReason.PROOF_NONCE_NEEDED),
    PROOF_REPLAYED(ErrorReason.PROOF_INVALID),
    /** The token is bound to a certificate, and the connection has none. */
    CERTIFICATE_MISSING(ErrorReason.PROOF_INVALID),
    CERTIFICATE_OTHER(ErrorReason.PROOF_INVALID),
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
