package dev.portcullis.identity.keycloak;

/** Keycloak answered, and not with what was asked; or what it has is not what may be worked with. */
public final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;

    /** No secret is in the message. */
    public Refused(String message) {
        this(message, 0);
    }

    Refused(String message, int status) {
        super(message);
        this.status = status;
    }

    /** The status of its answer; 0 if that was well. */
    int status() {
        return status;
    }
}
