package dev.portcullis.grant;

import dev.portcullis.common.ErrorReason;
import dev.portcullis.common.PortcullisException;
import dev.portcullis.policy.GrantDecision;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a caller is told whom policy refuses. */
final class Refusal {

    private Refusal() {}

    static PortcullisException of(ErrorReason reason, GrantDecision decision) {
        var reasons = decision.reasons().stream().map(Enum::name).collect(Collectors.joining(","));
        var metadata = decision.customerReasons().isEmpty()
                ? Map.of("policy_reasons", reasons)
                : Map.of("policy_reasons", reasons, "customer_reasons", String.join(",", decision.customerReasons()));
        return new PortcullisException(reason, "policy refuses: " + reasons, List.of(), metadata);
    }
}
