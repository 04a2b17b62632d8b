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
 * @param bodySha256 64 hex digits over the whole request message; there exactly with a key, as nothing else needs it
 */
public record Call(Caller caller, String rpc, Optional<UUID> requestId, Optional<String> bodySha256) {

    public Call {
        Objects.requireNonNull(caller, "caller");
        Objects.requireNonNull(rpc, "rpc");
        Objects.requireNonNull(requestId, "requestId");
        if (requestId.isPresent() != bodySha256.isPresent()) {
            throw new IllegalArgumentException("a key and no body that it came with, or the other way round");
        }
        if (bodySha256.isPresent() && bodySha256.get().length() != 64) {
            throw new IllegalArgumentException("a SHA-256 has 64 hex digits");
        }
    }

    /** The call, with its idempotency key and the SHA-256 of the body that it came with. */
    public Call withRequestId(UUID id, String sha256) {
        return new Call(caller, rpc, Optional.of(id), Optional.of(sha256));
    }

    /** The call, as one that is made anew each time. */
    public Call withoutRequestId() {
        return new Call(caller, rpc, Optional.empty(), Optional.empty());
    }
}
