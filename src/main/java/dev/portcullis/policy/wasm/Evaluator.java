package dev.portcullis.policy.wasm;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.portcullis.policy.PolicyJson;
import dev.portcullis.policy.PolicyUnavailableException;

/**
 * Evaluates rules from any thread. Each thread has an instance of its own, made when it first evaluates; none is shared
 * and nothing is locked. Whatever fails, and what takes more time or memory than it may, is a
 * {@link PolicyUnavailableException}, and the next evaluation of that thread has a fresh instance.
 */
final class Evaluator {

    private final PolicyModule module;
    private final int maxInputBytes;
    private final EvaluationGuard guard;
    private final ThreadLocal<PolicyInstance> instances;

    Evaluator(PolicyModule module, int maxInputBytes, EvaluationGuard guard) {
        this.module = module;
        this.maxInputBytes = maxInputBytes;
        this.guard = guard;
        this.instances = ThreadLocal.withInitial(this.module::instantiate);
    }

    <D> D decide(Rule<D> rule, Object input) {
        return rule.decisionIn(evaluate(rule.path(), json(input)));
    }

    /** Throws {@link PolicyUnavailableException} unless the policy can be started and exports the rules. */
    void requireRules(Rule<?>... rules) {
        guard.run("a policy that is started", () -> {
            for (var rule : rules) {
                instances.get().numberOf(rule.path());
            }
            return null;
        });
    }

    /** Evaluates a rule on JSON and returns JSON. */
    String evaluate(String path, byte[] input) {
        if (input.length > maxInputBytes) {
            throw new PolicyUnavailableException("the input has " + input.length + " bytes; the policy takes "
                    + maxInputBytes + " (portcullis.policy.max-input-bytes)");
        }
        try {
            return guard.run(path, () -> evaluateHere(path, input));
        } catch (PolicyUnavailableException e) {
            instances.remove();
            throw e;
        }
    }

    private String evaluateHere(String path, byte[] input) {
        var instance = instances.get();
        var answer = instance.evaluate(instance.numberOf(path), input);
        if (instance.hasGrown()) {
            instances.remove();
        }
        return answer;
    }

    private static byte[] json(Object input) {
        try {
            return PolicyJson.MAPPER.writeValueAsBytes(input);
        } catch (JsonProcessingException e) {
            throw new PolicyUnavailableException("the input cannot be written as JSON", e);
        }
    }
}
