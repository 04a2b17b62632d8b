package dev.portcullis.access.shadow;

import java.util.Objects;

/**
 * What is evaluated beside the active policy.
 *
 * @param bundle its digest
 * @param samplePerMillion of how many decisions in a million
 * @param revision the change since which it is
 */
record Candidate(String bundle, int samplePerMillion, long revision) {

    private static final int MILLION = 1_000_000;

    Candidate {
        Objects.requireNonNull(bundle, "bundle");
        if (samplePerMillion < 1 || samplePerMillion > MILLION) {
            throw new IllegalArgumentException("a sample of " + samplePerMillion + " in a million");
        }
    }

    /** Whether a decision is in the sample. Its id ends in random bits, so all replicas choose alike and nobody can choose. */
    boolean takes(String decisionId) {
        var last = Long.parseLong(decisionId, decisionId.length() - 12, decisionId.length(), 16);
        return last % MILLION < samplePerMillion;
    }
}
