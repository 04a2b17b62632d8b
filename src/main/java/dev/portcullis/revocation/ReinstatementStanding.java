package dev.portcullis.revocation;

import java.util.Objects;
import java.util.Optional;

/**
 * A reinstatement, and whether what it took away is known to be cut on every replica.
 *
 * @param confirmation of one that took something away; empty for all others
 */
public record ReinstatementStanding(Reinstatement reinstatement, Optional<Confirmation> confirmation) {

    public ReinstatementStanding {
        Objects.requireNonNull(reinstatement, "reinstatement");
        Objects.requireNonNull(confirmation, "confirmation");
        if ((reinstatement.cutRevision() != null) != confirmation.isPresent()) {
            throw new IllegalArgumentException("what took something away is confirmed or not, and nothing else is");
        }
    }
}
