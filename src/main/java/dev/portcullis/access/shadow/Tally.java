package dev.portcullis.access.shadow;

import dev.portcullis.access.DecisionRecord;
import dev.portcullis.access.Effect;
import dev.portcullis.access.Outcome;
import dev.portcullis.policy.AccessDecision;
import jakarta.annotation.Nullable;

/**
 * What came of one sample.
 *
 * @param kind what it counts as
 * @param decisionId an example; null where none is wanted
 */
record Tally(Kind kind, @Nullable String decisionId) {

    private static final int MOST_SAID = 500;

    /** What it came to. */
    enum Result {
        SAME,
        DIFFERENT,
        /** The candidate gave no decision. */
        FAILED,
        /** There was no room. */
        DROPPED
    }

    /**
     * @param from what was decided; empty unless different
     * @param to what the candidate decides; empty unless different
     * @param reasons why the candidate denies, or else why the active policy did, with commas between
     */
    record Kind(Result result, String from, String to, String reasons) {}

    static Tally dropped() {
        return new Tally(new Kind(Result.DROPPED, "", "", ""), null);
    }

    static Tally failed(String decisionId) {
        return new Tally(new Kind(Result.FAILED, "", "", ""), decisionId);
    }

    static Tally of(DecisionRecord was, AccessDecision would) {
        var before = Outcome.of(was);
        var after = Outcome.of(would);
        if (before.equals(after)) {
            return new Tally(new Kind(Result.SAME, "", "", ""), null);
        }
        var why = String.join(",", (after.effect() == Effect.DENY ? after : before).allReasons());
        return new Tally(
                new Kind(
                        Result.DIFFERENT,
                        before.effect().name(),
                        after.effect().name(),
                        why.substring(0, Math.min(why.length(), MOST_SAID))),
                was.id());
    }
}
