package dev.portcullis.identity;

import io.quarkus.oidc.runtime.TenantConfigBean;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jose4j.jwt.consumer.InvalidJwtException;

/**
 * Follows the issuer's keys. quarkus-oidc asks for them when a token names one that it does not know, at most every two seconds,
 * and lets go of none: so here they are asked for from time to time as well. While it asks, or may not yet, it refuses whoever
 * else comes with a new key: so such a token is looked at again a little later.
 */
@ApplicationScoped
class KeyRotation {

    private static final Logger LOG = Logger.getLogger(KeyRotation.class);

    /**
     * How long a token waits each time. The keys may be asked for after two seconds at the latest, so for one call by the fourth time;
     * to the others that came with it they are on their way then, and have the last time to be there.
     */
    private static final List<Duration> WAITS = List.of(
            Duration.ofMillis(250),
            Duration.ofMillis(500),
            Duration.ofMillis(1000),
            Duration.ofMillis(2000),
            Duration.ofMillis(2000));

    /** More than that wait at no time: whoever sends nonsense is not to fill the memory. */
    private static final int MOST_WAITING = 1000;

    private final TenantConfigBean tenants;
    private final Vertx vertx;
    private final AtomicInteger waiting = new AtomicInteger();

    KeyRotation(TenantConfigBean tenants, Vertx vertx) {
        this.tenants = tenants;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent event, SignInConfig config) {
        vertx.setPeriodic(config.keysRefresh().toMillis(), id -> refresh());
    }

    /** Verifies a token, and again if its key is unknown. */
    <T> Uni<T> verify(Supplier<Uni<T>> verification) {
        var verified = Uni.createFrom().deferred(verification::get);
        for (var wait : WAITS) {
            verified = verified.onFailure(KeyRotation::isKeyUnknown)
                    .recoverWithUni(failure -> after(wait, verification, failure));
        }
        return verified;
    }

    private <T> Uni<T> after(Duration delay, Supplier<Uni<T>> verification, Throwable failure) {
        if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
            return Uni.createFrom().failure(failure);
        }
        return Uni.createFrom()
                .<Void>emitter(emitter -> vertx.setTimer(delay.toMillis(), id -> emitter.complete(null)))
                .onTermination()
                .invoke(waiting::decrementAndGet)
                .flatMap(nothing -> verification.get());
    }

    private static boolean isKeyUnknown(Throwable failure) {
        return Failures.refusal(failure) == Refusal.KEY_UNKNOWN;
    }

    /** Asks for the keys; there is no way but with a token, and no token is none that any key is looked for. */
    private void refresh() {
        var tenant = tenants.getDefaultTenant();
        if (tenant.ready()) {
            tenant.provider()
                    .refreshJwksAndVerifyJwtToken("", false, false, null)
                    .subscribe()
                    .with(verified -> {}, failure -> {
                        if (!(failure instanceof InvalidJwtException)) {
                            LOG.warnf("the issuer's keys cannot be had; those that are known stay good: %s", failure);
                        }
                    });
        }
    }
}
