package dev.portcullis.rollout;

import dev.portcullis.common.ErrorReason;
import dev.portcullis.common.PortcullisException;
import dev.portcullis.policy.PolicyBundles;
import dev.portcullis.policy.PolicyBundles.Verified;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.inject.Singleton;
import java.util.concurrent.Semaphore;

/** Verifies uploaded bundles, off the event loop and a few at a time. */
@Singleton
class Verification {

    private final PolicyBundles bundles;
    private final Vertx vertx;
    private final Semaphore places;

    Verification(PolicyBundles bundles, Vertx vertx, RolloutConfig config) {
        this.bundles = bundles;
        this.vertx = vertx;
        this.places = new Semaphore(config.uploadsAtOnce());
    }

    /** The bundle, on the caller's context. Fails with BundleRefusedException, or POLICY_UPLOADS_BUSY. */
    Uni<Verified> of(byte[] archive) {
        return Uni.createFrom().deferred(() -> {
            if (!places.tryAcquire()) {
                return Uni.createFrom()
                        .failure(new PortcullisException(
                                ErrorReason.POLICY_UPLOADS_BUSY, "other bundles are being verified; try again"));
            }
            return vertx.executeBlocking(() -> verify(archive), false);
        });
    }

    /** Gives the place back when the work is done, whoever waits for it. */
    private Verified verify(byte[] archive) {
        try {
            return bundles.verify(archive);
        } finally {
            places.release();
        }
    }
}
