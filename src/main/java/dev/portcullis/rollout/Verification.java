package dev.portcullis.rollout;

import dev.portcullis.common.ErrorReason;
import dev.portcullis.common.PortcullisException;
import dev.portcullis.policy.CustomerBundle;
import dev.portcullis.policy.PolicyBundles;
import dev.portcullis.policy.PolicyEngines;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Verifies uploaded bundles, off the event loop and a few at a time. */
@Singleton
class Verification {

    private final PolicyBundles bundles;
    private final PolicyEngines engines;
    private final Vertx vertx;
    private final Semaphore places;

    Verification(PolicyBundles bundles, PolicyEngines engines, Vertx vertx, RolloutConfig config) {
        this.bundles = bundles;
        this.engines = engines;
        this.vertx = vertx;
        this.places = new Semaphore(config.uploadsAtOnce());
    }

    /** @param policyRevision how decisions by it are marked here */
    record Verified(CustomerBundle bundle, String policyRevision) {}

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
            var bundle = bundles.verify(archive);
            return new Verified(bundle, engines.with(Optional.of(bundle)).revision());
        } finally {
            places.release();
        }
    }

    static String sha256(byte[] archive) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(archive));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
