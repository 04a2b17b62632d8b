package dev.portcullis.revocation;

import dev.portcullis.change.replica.Receipt;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A revocation, and whether it is known to hold on every replica.
 *
 * @param confirmedAt when that became known; empty as long as it is not: the cut is committed, and some replica may not have
 *     heard of it
 * @param receipts of the replicas of which it is known
 */
public record Standing(Revocation revocation, Optional<Instant> confirmedAt, List<Receipt> receipts) {

    public Standing {
        Objects.requireNonNull(revocation, "revocation");
        Objects.requireNonNull(confirmedAt, "confirmedAt");
        receipts = List.copyOf(receipts);
    }
}
