package dev.portcullis.revocation;

import dev.portcullis.change.replica.Reach;
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
 * @param points the enforcement points that were seen lately
 */
public record Standing(
        Revocation revocation, Optional<Instant> confirmedAt, List<Receipt> receipts, List<EnforcementPoint> points) {

    public Standing {
        Objects.requireNonNull(revocation, "revocation");
        Objects.requireNonNull(confirmedAt, "confirmedAt");
        receipts = List.copyOf(receipts);
        points = List.copyOf(points);
    }

    Standing(Revocation revocation, Reach reach) {
        this(revocation, reach.confirmedAt(), reach.receipts(), List.of());
    }

    Standing with(List<EnforcementPoint> newPoints) {
        return new Standing(revocation, confirmedAt, receipts, newPoints);
    }
}
