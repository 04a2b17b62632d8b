package dev.portcullis.rollout;

import dev.portcullis.access.Effect;
import dev.portcullis.access.Outcome;
import dev.portcullis.access.RecordedInputs.RecordedInput;
import dev.portcullis.policy.PolicyEngine;
import dev.portcullis.rollout.ReplayPolicy.Flip;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** One replay, as far as it has come. Not thread-safe: one page comes after the other. */
final class Replay {

    private static final Logger LOG = Logger.getLogger(Replay.class);

    private final PolicyEngine candidate;
    private String last = "";
    private long same;
    private long allowToDeny;
    private long denyToAllow;
    private long otherwise;
    private long unknown;
    private long failed;

    Replay(PolicyEngine candidate) {
        this.candidate = candidate;
    }

    /** The last decision that it has seen; empty before the first. */
    String last() {
        return last;
    }

    /** Puts decisions before the candidate, in their order, and returns those that it would flip. Blocks. */
    List<Flip> take(List<RecordedInput> decisions) {
        var flips = new ArrayList<Flip>();
        for (var decision : decisions) {
            last = decision.decisionId();
            if (decision.input().isEmpty()) {
                unknown++;
                continue;
            }
            try {
                var would = Outcome.of(
                        candidate.decideAccess(decision.input().get()).await().indefinitely());
                compare(decision, would, flips);
            } catch (RuntimeException e) {
                LOG.debug("the candidate gave no decision", e);
                failed++;
            }
        }
        return flips;
    }

    ReplayPolicy.Counts counts() {
        return new ReplayPolicy.Counts(same, allowToDeny, denyToAllow, otherwise, unknown, failed);
    }

    private void compare(RecordedInput was, Outcome would, List<Flip> flips) {
        if (was.outcome().equals(would)) {
            same++;
        } else if (was.outcome().effect() == would.effect()) {
            otherwise++;
        } else {
            if (would.effect() == Effect.DENY) {
                allowToDeny++;
            } else {
                denyToAllow++;
            }
            var why = would.effect() == Effect.DENY ? would : was.outcome();
            flips.add(new Flip(was.decisionId(), would.effect(), why.allReasons()));
        }
    }
}
