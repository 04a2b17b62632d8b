package dev.portcullis.identity;

import java.util.Objects;

/** A token is not taken. It says nothing of what is in the token. */
final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Refusal refusal;

    RefusedException(Refusal refusal) {
        super(refusal.name(), null, false, false);
        this.refusal = Objects.requireNonNull(refusal, "refusal");
    }

    Refusal refusal() {
        return refusal;
    }
}
