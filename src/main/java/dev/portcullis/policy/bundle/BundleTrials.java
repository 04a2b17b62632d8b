package dev.portcullis.policy.bundle;

import static dev.portcullis.policy.bundle.Refusals.require;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.policy.BundleRefusal;
import dev.portcullis.policy.BundleRefusedException;
import dev.portcullis.policy.PolicyEngine;
import dev.portcullis.policy.PolicyJson;
import dev.portcullis.policy.PolicyUnavailableException;
import java.util.List;
import java.util.function.Supplier;

/** Puts cases before an engine with a customer's bundle: the bundle's own, and the library's golden ones. */
final class BundleTrials {

    private static final int MOST_CASES = 1_000;

    private final PolicyEngine engine;

    BundleTrials(PolicyEngine engine) {
        this.engine = engine;
    }

    /**
     * Refuses the bundle as CASE_FAILED unless each of its cases is decided as it says. A case is
     * {@code {name, rule, input, output}}: the input is laid over the facts given in policies/golden, and every field of the
     * output must be so in the decision.
     */
    void runCases(JsonNode cases) {
        require(
                cases.isMissingNode() || cases.isArray() && cases.size() <= MOST_CASES,
                BundleRefusal.CASE_FAILED,
                "customer.cases is no list, or of more than " + MOST_CASES);
        cases.forEach(this::runCase);
    }

    /** Refuses the bundle as NOT_A_NARROWING unless it narrows the library on every golden case. */
    void compareWith(PolicyEngine library) {
        for (var trial : List.of(Trial.ACCESS, Trial.GRANT)) {
            compare(trial, library);
        }
    }

    private void runCase(JsonNode entry) {
        var name = "case '" + entry.path("name").asText() + "'";
        var output = entry.path("output");
        require(
                entry.path("name").isTextual() && entry.path("input").isObject() && output.has("allow"),
                BundleRefusal.CASE_FAILED,
                name + " needs a name, a rule, an input, and an output with allow");
        var decision =
                switch (entry.path("rule").asText()) {
                    case "access" -> decide(Trial.ACCESS, name, entry.get("input"));
                    case "grant" -> decide(Trial.GRANT, name, entry.get("input"));
                    default -> throw refused(name + " is of no rule that there is: access or grant");
                };
        output.properties()
                .forEach(field -> require(
                        plain(field.getValue()).equals(decision.path(field.getKey())),
                        BundleRefusal.CASE_FAILED,
                        name + " expects " + field.getKey() + " to be " + field.getValue() + "; the decision is "
                                + decision));
    }

    private <I> JsonNode decide(Trial<I, ?> trial, String name, JsonNode input) {
        var facts = trial.input(trial.golden().lay(input))
                .orElseThrow(() -> refused(name + " has an input with a field that is unknown, missing or mistyped"));
        return plain(PolicyJson.MAPPER.valueToTree(
                decided(BundleRefusal.CASE_FAILED, name, () -> trial.decide(engine, facts))));
    }

    private <I> void compare(Trial<I, ?> trial, PolicyEngine library) {
        trial.golden().inputs().forEach((title, json) -> trial.input(json).ifPresent(input -> {
            var name = "golden case '" + title + "'";
            require(
                    decided(BundleRefusal.NOT_A_NARROWING, name, () -> trial.narrows(engine, library, input)),
                    BundleRefusal.NOT_A_NARROWING,
                    name + " is decided wider with the bundle than without");
        }));
    }

    private static <T> T decided(BundleRefusal reason, String name, Supplier<T> decision) {
        try {
            return decision.get();
        } catch (PolicyUnavailableException e) {
            throw new BundleRefusedException(reason, name + " gets no decision: " + e.getMessage(), e);
        }
    }

    private static BundleRefusedException refused(String message) {
        return new BundleRefusedException(BundleRefusal.CASE_FAILED, message);
    }

    /** As it reads, so that an int and a long of the same value are equal. */
    private static JsonNode plain(JsonNode json) {
        try {
            return PolicyJson.MAPPER.readTree(PolicyJson.MAPPER.writeValueAsString(json));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("every tree can be written", e);
        }
    }
}
