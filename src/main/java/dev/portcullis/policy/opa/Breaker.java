package dev.portcullis.policy.opa;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.TypedGuard;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.util.TypeLiteral;
import java.time.temporal.ChronoUnit;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Keeps callers from waiting for a server that does not answer. Opens when half of the last twenty exchanges failed; after a
 * second lets one through to see, and closes if that is answered. An answer of any kind counts as one: what is wrong with it
 * comes at once, and may hang on the input of one caller, who is not to stop the others.
 */
final class Breaker {

    private static final Logger LOG = Logger.getLogger(Breaker.class);
    private static final int WINDOW = 20;
    private static final double FAILED = 0.5;
    private static final long DELAY_MS = 1_000;

    private final TypedGuard<Uni<RestResponse<byte[]>>> guard;
    private volatile CircuitBreakerState state = CircuitBreakerState.CLOSED;

    Breaker(MeterRegistry registry) {
        guard = TypedGuard.create(new TypeLiteral<Uni<RestResponse<byte[]>>>() {})
                .withDescription("opa")
                .withThreadOffload(false)
                .withCircuitBreaker()
                .requestVolumeThreshold(WINDOW)
                .failureRatio(FAILED)
                .delay(DELAY_MS, ChronoUnit.MILLIS)
                .successThreshold(1)
                .onStateChange(this::changed)
                .done()
                .build();
        for (var each : CircuitBreakerState.values()) {
            Gauge.builder("portcullis.policy.opa.breaker", this, breaker -> breaker.state == each ? 1 : 0)
                    .tag("state", each.name())
                    .register(registry);
        }
    }

    /**
     * Makes an exchange, or fails with CircuitBreakerOpenException. Once begun it goes on to its end, whether or not anybody
     * waits: the one that is to show whether the server is back must not get lost.
     */
    Uni<RestResponse<byte[]>> call(Uni<RestResponse<byte[]>> exchange) {
        return Uni.createFrom()
                .deferred(() -> guard.get(() -> exchange).memoize().indefinitely());
    }

    CircuitBreakerState state() {
        return state;
    }

    private void changed(CircuitBreakerState now) {
        state = now;
        LOG.warnf("the circuit breaker of OPA is %s", now);
    }
}
