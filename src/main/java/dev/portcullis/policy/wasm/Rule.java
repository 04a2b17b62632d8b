package dev.portcullis.policy.wasm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.portcullis.policy.AccessDecision;
import dev.portcullis.policy.AccessNarrowing;
import dev.portcullis.policy.AdminDecision;
import dev.portcullis.policy.GrantDecision;
import dev.portcullis.policy.GrantNarrowing;
import dev.portcullis.policy.PolicyJson;
import dev.portcullis.policy.PolicyUnavailableException;
import java.util.List;

/**
 * A rule of the policy: the path under which the bundle exports it, and the decision it gives. An evaluation answers with
 * a list of one {@code {"result": ...}}, or an empty list where the rule is undefined. Reading is strict: what is not
 * exactly a decision is none.
 *
 * @param <D> the decision
 */
final class Rule<D> {

    static final Rule<AccessDecision> ACCESS = new Rule<>("portcullis/access/decision", AccessDecision.class);
    static final Rule<GrantDecision> GRANT = new Rule<>("portcullis/grant/decision", GrantDecision.class);
    static final Rule<AdminDecision> ADMIN = new Rule<>("portcullis/admin/decision", AdminDecision.class);

    /** A customer's own, which are asked what the library allows. */
    static final Rule<AccessNarrowing> NARROW_ACCESS = new Rule<>("customer/access/narrow", AccessNarrowing.class);

    static final Rule<GrantNarrowing> NARROW_GRANT = new Rule<>("customer/grant/narrow", GrantNarrowing.class);

    private final String path;
    private final ObjectReader reader;

    private Rule(String path, Class<D> decision) {
        var types = PolicyJson.MAPPER.getTypeFactory();
        this.path = path;
        this.reader = PolicyJson.MAPPER.readerFor(
                types.constructCollectionType(List.class, types.constructParametricType(Answer.class, decision)));
    }

    String path() {
        return path;
    }

    /** The decision in an evaluation's answer. Throws {@link PolicyUnavailableException} when there is none. */
    D decisionIn(String json) {
        var answers = parse(json);
        if (answers.size() != 1 || answers.get(0) == null || answers.get(0).result() == null) {
            throw new PolicyUnavailableException(path + " is undefined for this input");
        }
        return answers.get(0).result();
    }

    private List<Answer<D>> parse(String json) {
        try {
            return reader.readValue(json);
        } catch (JsonProcessingException e) {
            // Not as a cause: its message quotes the answer.
            throw new PolicyUnavailableException(
                    path + " gave what is no decision (" + e.getClass().getSimpleName() + ")");
        }
    }

    private record Answer<D>(D result) {}
}
