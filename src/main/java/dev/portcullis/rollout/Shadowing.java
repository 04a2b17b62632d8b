package dev.portcullis.rollout;

import java.util.Objects;
import java.util.Optional;

/**
 * What is evaluated beside the active policy.
 *
 * @param bundle digest of the candidate; empty if nothing is
 * @param samplePerMillion of how many decisions in a million; 0 exactly if nothing is
 * @param revision the change since which the last candidate is, or was; 0 for none so far
 */
public record Shadowing(Optional<String> bundle, int samplePerMillion, long revision) {

    public Shadowing {
        Objects.requireNonNull(bundle, "bundle");
        if (bundle.isEmpty() != (samplePerMillion == 0)) {
            throw new IllegalArgumentException("a sample is of a candidate's, and of no other");
        }
    }
}
