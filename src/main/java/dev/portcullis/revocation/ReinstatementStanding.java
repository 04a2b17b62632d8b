package dev.portcullis.revocation;

import dev.portcullis.change.replica.Reach;
import java.util.Objects;
import java.util.Optional;

/**
 * A reinstatement, and whether what it took away is known to be cut on every replica.
 *
 * @param reach of one that took something away; empty for all others
 */
public record ReinstatementStanding(Reinstatement reinstatement, Optional<Reach> reach) {

    public ReinstatementStanding {
        Objects.requireNonNull(reinstatement, "reinstatement");
        Objects.requireNonNull(reach, "reach");
        if ((reinstatement.cutRevision() != null) != reach.isPresent()) {
            throw new IllegalArgumentException("what took something away is confirmed or not, and nothing else is");
        }
    }
}
