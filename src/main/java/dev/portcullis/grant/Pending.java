package dev.portcullis.grant;

import dev.portcullis.common.ErrorReason;
import dev.portcullis.common.PortcullisException;
import java.time.Instant;
import java.util.Optional;

/** The request that a change of it presumes: there, and pending. */
final class Pending {

    private Pending() {}

    static AccessRequest check(Optional<AccessRequest> found) {
        var request = found.orElseThrow(
                () -> new PortcullisException(ErrorReason.REQUEST_NOT_FOUND, "there is no such request"));
        if (request.state() != RequestState.PENDING) {
            throw new PortcullisException(
                    ErrorReason.REQUEST_NOT_PENDING, "the request is " + request.state() + ", not PENDING");
        }
        return request;
    }

    /** And not waiting for too long either. */
    static AccessRequest check(Optional<AccessRequest> found, Instant now) {
        var request = check(found);
        if (!now.isBefore(request.expiresAt())) {
            throw new PortcullisException(
                    ErrorReason.REQUEST_EXPIRED, "the request waited for longer than 14 days; ask again");
        }
        return request;
    }
}
