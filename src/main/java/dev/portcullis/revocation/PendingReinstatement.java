package dev.portcullis.revocation;

import dev.portcullis.common.ErrorReason;
import dev.portcullis.common.PortcullisException;
import java.time.Instant;
import java.util.Optional;

/** The reinstatement that a change of it presumes: there, and pending. */
final class PendingReinstatement {

    private PendingReinstatement() {}

    /** Fails with REINSTATEMENT_NOT_FOUND. */
    static Reinstatement known(Optional<Reinstatement> found) {
        return found.orElseThrow(
                () -> new PortcullisException(ErrorReason.REINSTATEMENT_NOT_FOUND, "there is no such reinstatement"));
    }

    /** Fails unless it can be approved or cancelled at an instant. */
    static Reinstatement check(Optional<Reinstatement> found, Instant now) {
        var reinstatement = known(found).at(now);
        return switch (reinstatement.state()) {
            case PENDING -> reinstatement;
            case EXPIRED ->
                throw new PortcullisException(
                        ErrorReason.REINSTATEMENT_EXPIRED,
                        "the reinstatement waited for longer than 24 hours; propose it again");
            case VOID ->
                throw new PortcullisException(
                        ErrorReason.REINSTATEMENT_VOID,
                        "access was cut again after the reinstatement was proposed; if it is to be given back all the"
                                + " same, propose it again");
            case CARRIED_OUT, CANCELLED ->
                throw new PortcullisException(
                        ErrorReason.REINSTATEMENT_NOT_PENDING,
                        "the reinstatement is " + reinstatement.state() + ", not PENDING");
        };
    }
}
