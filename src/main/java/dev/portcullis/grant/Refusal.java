package dev.portcullis.grant;

import dev.portcullis.common.ErrorReason;
import dev.portcullis.common.PortcullisException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a caller is told whom policy refuses. */
final class Refusal {

    private Refusal() {}

    static PortcullisException of(ErrorReason reason, Decided decided) {
        var reasons = decided.decision().reasons().stream().map(Enum::name).collect(Collectors.joining(","));
        var metadata = new HashMap<>(Map.of("policy_reasons", reasons, "policy_revision", decided.policyRevision()));
        if (!decided.decision().customerReasons().isEmpty()) {
            metadata.put("customer_reasons", String.join(",", decided.decision().customerReasons()));
        }
        return new PortcullisException(reason, "policy refuses: " + reasons, List.of(), metadata);
    }
}
