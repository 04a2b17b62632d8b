package dev.portcullis.common;

import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * One call of a mutation.
 *
 * @param caller who calls
 * @param rpc the full name of the method, as {@code portcullis.v1.PartnerService/CreatePartner}
 * @param requestId the idempotency key (AIP-155), if the caller gave one
 * @param bodySha256 64 hex digits over the whole request message
 */
public record Call(Caller caller, String rpc, Optional<UUID> requestId, String bodySha256) {

    public Call {
        Objects.requireNonNull(caller, "caller");
        Objects.requireNonNull(rpc, "rpc");
        Objects.requireNonNull(requestId, "requestId");
        if (bodySha256.length() != 64) {
            throw new IllegalArgumentException("a SHA-256 has 64 hex digits");
        }
    }

    /** The call, with its idempotency key. */
    public Call withRequestId(Optional<UUID> id) {
        return new Call(caller, rpc, id, bodySha256);
    }
}
