package dev.portcullis.local;

import dev.portcullis.policy.CustomerSource;
import dev.portcullis.policy.SigningKey;
import dev.portcullis.v1.PolicyServiceGrpc.PolicyServiceStub;
import dev.portcullis.v1.UploadBundleRequest;
import dev.portcullis.v1.UploadBundleResponse;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;

/** Bundles of a customer's policy as {@code opa build} makes and signs them, each newer than the one before. */
public final class CustomerPolicy {

    /** The property that names the file with the key; the service takes bundles that are signed with it. */
    public static final String KEY_PROPERTY = "portcullis.policy.bundle.signing-keys.test";

    private static final AtomicLong SEQUENCE = new AtomicLong();

    private CustomerPolicy() {}

    /** Where the public key is. */
    public static Path publicKey() {
        return Key.KEY.publicKey();
    }

    /** One that denies every access to an asset, and narrows nothing else. */
    public static byte[] denying(String assetId) {
        try {
            return new CustomerSource()
                    .withAccess("""
                            default narrow := {"deny": [], "oblige": []}

                            narrow := {"deny": ["NOT_FOR_YOU"], "oblige": []} if input.asset.id == "%s"
                            """.formatted(assetId))
                    .build(Key.KEY, SEQUENCE.incrementAndGet() + "-test");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static final class Key {

        static final SigningKey KEY = key();

        private static SigningKey key() {
            try {
                return SigningKey.ec("test");
            } catch (IOException | GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Uploads, in these pieces; throws what the call fails with. */
    public static UploadBundleResponse upload(PolicyServiceStub to, List<UploadBundleRequest> pieces) {
        var answer = new CompletableFuture<UploadBundleResponse>();
        var call = to.uploadBundle(new StreamObserver<UploadBundleResponse>() {
            @Override
            public void onNext(UploadBundleResponse response) {
                answer.complete(response);
            }

            @Override
            public void onError(Throwable failure) {
                answer.completeExceptionally(failure);
            }

            @Override
            public void onCompleted() {
                answer.completeExceptionally(new IllegalStateException("no answer"));
            }
        });
        pieces.forEach(call::onNext);
        call.onCompleted();
        try {
            return answer.join();
        } catch (CompletionException e) {
            throw (RuntimeException) e.getCause();
        }
    }
}
