package dev.portcullis.access;

import dev.portcullis.policy.AccessDecision;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What a decision came to, in the words of the record: to hold what one policy decided against another.
 *
 * @param reasons the exact ones
 * @param customerReasons the customer's own codes
 * @param obligations sorted
 */
public record Outcome(
        Effect effect, List<String> reasons, List<String> customerReasons, List<DecisionRecord.Duty> obligations) {

    public Outcome {
        Objects.requireNonNull(effect, "effect");
        reasons = List.copyOf(reasons);
        customerReasons = List.copyOf(customerReasons);
        obligations = obligations.stream()
                .sorted((one, other) -> one.type().compareTo(other.type()))
                .toList();
    }

    public static Outcome of(AccessDecision decision) {
        return new Outcome(
                decision.allow() ? Effect.ALLOW : Effect.DENY,
                decision.internalReasons().stream().map(Enum::name).toList(),
                decision.customerReasons(),
                decision.obligations().stream().map(Duties::of).toList());
    }

    public static Outcome of(DecisionRecord decision) {
        return new Outcome(
                decision.effect(), decision.internalReasons(), decision.customerReasons(), decision.obligations());
    }

    /** The exact reasons, and the customer's own. */
    public List<String> allReasons() {
        return Stream.concat(reasons.stream(), customerReasons.stream()).toList();
    }
}
