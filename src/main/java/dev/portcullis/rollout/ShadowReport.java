package dev.portcullis.rollout;

import java.util.List;

/**
 * What a candidate would have changed, by what all replicas have added up.
 *
 * @param same how often it decided the same
 * @param different how often it did not
 * @param failed how often it gave no decision
 * @param dropped how many were in the sample and not evaluated, as too many waited
 * @param differences the most frequent ones
 */
public record ShadowReport(
        Shadowing shadowing, long same, long different, long failed, long dropped, List<Difference> differences) {

    public ShadowReport {
        differences = List.copyOf(differences);
    }

    /**
     * A way to differ.
     *
     * @param from ALLOW or DENY: what was decided
     * @param to what the candidate decides; the same, if reasons or obligations differ alone
     * @param reasons why the candidate denies, or else why the active policy did
     * @param count how often
     * @param examples ids of some of the decisions
     */
    public record Difference(String from, String to, List<String> reasons, long count, List<String> examples) {

        public Difference {
            reasons = List.copyOf(reasons);
            examples = List.copyOf(examples);
        }
    }
}
