package dev.portcullis.local;

import dev.portcullis.policy.CustomerSource;
import dev.portcullis.policy.SigningKey;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
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
}
