package dev.portcullis.change.replica;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Whether a change is known to hold on every replica.
 *
 * @param confirmedAt when that became known; empty as long as it is not: the change is committed, and some replica may not have
 *     heard of it
 * @param receipts of the replicas of which it is known, by epoch
 */
public record Reach(Optional<Instant> confirmedAt, List<Receipt> receipts) {

    public Reach {
        Objects.requireNonNull(confirmedAt, "confirmedAt");
        receipts = List.copyOf(receipts);
    }
}
