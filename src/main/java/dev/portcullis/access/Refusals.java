package dev.portcullis.access;

import dev.portcullis.common.Call;
import dev.portcullis.common.Ids;
import dev.portcullis.policy.PolicyEngine;
import io.opentelemetry.api.trace.Span;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Puts on record that policy refused a call: somebody without the role, or an approval of one's own request. */
@ApplicationScoped
public class Refusals {

    private final DecisionLog log;
    private final PolicyEngine policy;
    private final InstantSource clock;
    private final Ids ids;

    Refusals(DecisionLog log, PolicyEngine policy, InstantSource clock, Ids ids) {
        this.log = log;
        this.policy = policy;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * @param reasons at least one
     * @param customerReasons the codes of the customer's own policy; empty unless it refused
     * @param policyRevision the policy that refused; empty for the library alone
     */
    public Uni<Void> record(
            Call call, List<String> reasons, List<String> customerReasons, Optional<String> policyRevision) {
        var trace = Span.current().getSpanContext();
        return log.append(List.of(new DecisionRecord(
                ids.next(),
                clock.instant(),
                call.rpc(),
                call.caller().subject(),
                Effect.DENY,
                null,
                null,
                null,
                null,
                null,
                reasons,
                reasons,
                customerReasons,
                List.of(),
                policyRevision.orElseGet(policy::revision),
                0,
                trace.isValid() ? trace.getTraceId() : null,
                null,
                null)));
    }
}
