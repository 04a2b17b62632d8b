package dev.portcullis.rollout;

import dev.portcullis.common.ErrorReason;
import dev.portcullis.common.PortcullisException;
import java.time.Instant;
import java.util.Optional;

/** The activation that a change of it presumes: there, and pending. */
final class PendingActivation {

    private PendingActivation() {}

    /** Fails with ACTIVATION_NOT_FOUND. */
    static Activation known(Optional<Activation> found) {
        return found.orElseThrow(
                () -> new PortcullisException(ErrorReason.ACTIVATION_NOT_FOUND, "there is no such activation"));
    }

    /** Fails unless it can be approved or cancelled at an instant. */
    static Activation check(Optional<Activation> found, Instant now) {
        var activation = known(found).at(now);
        return switch (activation.state()) {
            case PENDING -> activation;
            case EXPIRED ->
                throw new PortcullisException(
                        ErrorReason.ACTIVATION_EXPIRED,
                        "the activation waited for longer than 24 hours; propose it again");
            case VOID ->
                throw new PortcullisException(
                        ErrorReason.ACTIVATION_VOID,
                        "another policy became active after the activation was proposed; if this one is to be active all"
                                + " the same, propose it again");
            case CARRIED_OUT, CANCELLED ->
                throw new PortcullisException(
                        ErrorReason.ACTIVATION_NOT_PENDING,
                        "the activation is " + activation.state() + ", not PENDING");
        };
    }
}
