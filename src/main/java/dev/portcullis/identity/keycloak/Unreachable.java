package dev.portcullis.identity.keycloak;

/** Keycloak did not answer, or does not know Portcullis now. Nothing is wrong with what was asked: it is to be asked again. */
public final class Unreachable extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** No secret is in the message. */
    Unreachable(String message, Throwable cause) {
        super(message, cause);
    }
}
