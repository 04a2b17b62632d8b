package dev.portcullis.identity;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;

/** Does not let the service start on settings out of bounds. */
final class Bounds {

    private static final String PREFIX = "portcullis.sign-in.";

    void check(@Observes StartupEvent event, SignInConfig config) {
        within("clock-skew-seconds", config.clockSkewSeconds(), 0, 60);
        within("keys-refresh", config.keysRefresh().toMillis(), 10_000, 3_600_000);
        within("dpop.max-age", config.dpop().maxAge().toMillis(), 1_000, 300_000);
        within("dpop.nonce-lifetime", config.dpop().nonceLifetime().toMillis(), 1_000, 300_000);
        within("dpop.proofs-per-nonce", config.dpop().proofsPerNonce(), 100, 10_000_000);
        config.dpop().origins().ifPresent(origins -> origins.forEach(Target::origin));
    }

    private static void within(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    PREFIX + name + " is " + value + ": it must be " + least + " to " + most);
        }
    }
}
