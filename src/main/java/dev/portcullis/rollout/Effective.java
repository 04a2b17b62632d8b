package dev.portcullis.rollout;

import dev.portcullis.change.replica.Reach;
import java.util.Objects;
import java.util.Optional;

/**
 * An activation, and whether it is known to hold on every replica.
 *
 * @param reach empty unless it was carried out
 */
public record Effective(Activation activation, Optional<Reach> reach) {

    public Effective {
        Objects.requireNonNull(activation, "activation");
        Objects.requireNonNull(reach, "reach");
    }
}
