package dev.portcullis.access.explain;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.access.FactSheet;
import dev.portcullis.policy.AccessDecision;
import dev.portcullis.policy.AccessInput;
import dev.portcullis.policy.Reasons;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Why an access would be decided as it would be.
 *
 * @param sheet the state, the policy and the instant that it is decided by and for
 * @param reasons why not, exactly; empty for an allow
 * @param facts what policy was asked with; empty where the caller may not see it
 * @param moreChanges whether not every single fact was changed
 */
public record Explanation(
        FactSheet sheet,
        AccessDecision decision,
        List<Reason> reasons,
        Optional<AccessInput> facts,
        boolean moreChanges) {

    public Explanation {
        Objects.requireNonNull(sheet, "sheet");
        Objects.requireNonNull(decision, "decision");
        reasons = List.copyOf(reasons);
        Objects.requireNonNull(facts, "facts");
    }

    /**
     * One reason.
     *
     * @param changes single facts with which it would not be given, nor another that is not given now
     */
    public record Reason(Reasons.Meaning meaning, List<Change> changes) {

        public Reason {
            changes = List.copyOf(changes);
        }
    }

    /**
     * A fact that is otherwise.
     *
     * @param fact a JSON pointer (RFC 6901) into the facts
     * @param allows whether that alone makes an allow of it
     */
    public record Change(String fact, JsonNode from, JsonNode to, boolean allows) {}
}
