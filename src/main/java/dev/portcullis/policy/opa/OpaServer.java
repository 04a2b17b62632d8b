package dev.portcullis.policy.opa;

import dev.portcullis.policy.opa.Failures.Cause;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.client.api.QuarkusRestClientProperties;

/** The OPA server, reached over a pool of connections, within a time limit, and not while it is known not to answer. */
final class OpaServer {

    private static final int OK = 200;

    private final OpaApi api;
    private final String authorization;
    private final Duration timeout;
    private final Breaker breaker;
    private final Failures failures;

    /** Throws {@link IllegalStateException} when the configuration is out of range. Does not reach for the server. */
    OpaServer(OpaConfig config, TlsConfigurationRegistry tls, Breaker breaker, Failures failures) {
        var settings = OpaSettings.of(config);
        var builder = QuarkusRestClientBuilder.newBuilder()
                .baseUri(settings.url())
                .followRedirects(false)
                .disableDefaultMapper(true)
                .connectTimeout(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .readTimeout(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .property(QuarkusRestClientProperties.CONNECTION_POOL_SIZE, settings.connections());
        config.tlsConfigurationName()
                .ifPresent(name -> builder.tlsConfiguration(tls.get(name)
                        .orElseThrow(() -> new IllegalStateException(
                                "portcullis.policy.opa.tls-configuration-name names none of quarkus.tls"))));
        this.api = builder.build(OpaApi.class);
        this.authorization = settings.authorization();
        this.timeout = settings.timeout();
        this.breaker = breaker;
        this.failures = failures;
    }

    /** The body of the answer to a query. Fails with PolicyUnavailableException. */
    Uni<byte[]> ask(String rule, byte[] query) {
        var exchange =
                api.ask(authorization, rule, query).ifNoItem().after(timeout).fail();
        return breaker.call(exchange).onFailure().transform(this::silence).map(this::body);
    }

    CircuitBreakerState breaker() {
        return breaker.state();
    }

    private byte[] body(RestResponse<byte[]> response) {
        if (response.getStatus() != OK) {
            throw failures.of(Cause.STATUS, Integer.toString(response.getStatus()));
        }
        return response.getEntity() == null ? new byte[0] : response.getEntity();
    }

    private Throwable silence(Throwable failure) {
        if (failure instanceof CircuitBreakerOpenException) {
            return failures.of(Cause.BREAKER_OPEN, "");
        }
        if (failure instanceof TimeoutException) {
            return failures.of(Cause.TIMED_OUT, timeout.toString());
        }
        var root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return failures.of(Cause.NO_ANSWER, root.getClass().getSimpleName());
    }
}
