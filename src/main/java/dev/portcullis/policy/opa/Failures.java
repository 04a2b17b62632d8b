package dev.portcullis.policy.opa;

import dev.portcullis.policy.PolicyUnavailableException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;

/** Why an OPA server gave no decision, and how often. */
final class Failures {

    private final Map<Cause, Counter> counters = new EnumMap<>(Cause.class);

    Failures(MeterRegistry registry) {
        for (var cause : Cause.values()) {
            counters.put(cause, registry.counter("portcullis.policy.opa.failures", "cause", cause.name()));
        }
    }

    /** @param detail of the failure, not of what was asked or answered */
    PolicyUnavailableException of(Cause cause, String detail) {
        counters.get(cause).increment();
        return new PolicyUnavailableException(cause.text + detail);
    }

    enum Cause {
        /** Portcullis did not ask. */
        INPUT_TOO_LARGE("the input is larger than portcullis.policy.max-input-bytes: "),
        /** The circuit breaker is open. */
        BREAKER_OPEN("OPA has not answered lately, and is not asked now"),
        TIMED_OUT("OPA did not answer within portcullis.policy.opa.timeout, "),
        /** Refused, broken off, or not HTTP. */
        NO_ANSWER("no answer from OPA: "),
        /** HTTP, but not 200. */
        STATUS("OPA answered with status "),
        /** Its library is not that of this release. */
        OTHER_POLICY("OPA decides by other policies than this release: "),
        UNDEFINED("OPA has no such policies, or they give no decision: "),
        NOT_UNDERSTOOD("OPA gave what is no decision: ");

        private final String text;

        Cause(String text) {
            this.text = text;
        }
    }
}
