package dev.portcullis.grant;

import dev.portcullis.policy.GrantDecision;
import dev.portcullis.policy.Obligation;
import java.util.List;
import java.util.Objects;

/**
 * What would become of a request.
 *
 * @param policyRevision which policy decided
 * @param obligations what a platform would owe under the grant; empty if it would be refused
 * @param moreObligations whether it cannot be told of every asset and action
 */
public record Simulation(
        GrantDecision decision, String policyRevision, List<Obligation> obligations, boolean moreObligations) {

    public Simulation {
        Objects.requireNonNull(decision, "decision");
        Objects.requireNonNull(policyRevision, "policyRevision");
        obligations = List.copyOf(obligations);
    }
}
