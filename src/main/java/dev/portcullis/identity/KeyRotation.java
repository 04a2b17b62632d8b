package dev.portcullis.identity;

import io.quarkus.oidc.runtime.TenantConfigBean;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
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

    /** While the keys are on their way; then, until they may be asked for again and have come. */
    private static final Duration SOON = Duration.ofMillis(250);

    private static final Duration LATER = Duration.ofMillis(2250);

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
        return Uni.createFrom()
                .deferred(verification::get)
                .onFailure(KeyRotation::isKeyUnknown)
                .recoverWithUni(failure -> after(SOON, verification, failure))
                .onFailure(KeyRotation::isKeyUnknown)
                .recoverWithUni(failure -> after(LATER, verification, failure));
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
