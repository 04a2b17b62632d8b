package dev.portcullis.revocation;

import dev.portcullis.change.replica.Receipt;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Whether a cut is known to hold on every replica.
 *
 * @param at when that became known; empty as long as it is not: the cut is committed, and some replica may not have heard of it
 * @param receipts of the replicas of which it is known
 */
public record Confirmation(Optional<Instant> at, List<Receipt> receipts) {

    public Confirmation {
        Objects.requireNonNull(at, "at");
        receipts = List.copyOf(receipts);
    }
}
