package dev.portcullis.policy;

import java.util.Objects;

/**
 * Reads customers' bundles: gzipped tars as {@code opa build -t wasm} writes and signs them (policies/README.md).
 *
 * <p>Both methods block, {@link #verify} for seconds: it compiles the policy and decides some hundred cases. A caller MUST
 * be on a worker thread.
 */
public interface PolicyBundles {

    /**
     * The bundle in an archive that comes from outside. What is returned is signed by a configured key, is whole, has rules
     * that can be evaluated within the limits, settings that fit their schema, and cases of its own that are decided as they
     * say; and on every golden case of the library it narrows: no denial becomes an allow or loses a reason, no obligation
     * is dropped or relaxed. Whether it is newer than another is asked with {@link CustomerBundle#requireNewerThan}.
     *
     * @throws BundleRefusedException when it is none of this, with the first reason found
     */
    Verified verify(byte[] archive);

    /**
     * A bundle that passed.
     *
     * @param engine decides with it, as {@link PolicyEngines#with} makes it: the one that it was tried with
     */
    record Verified(CustomerBundle bundle, PolicyEngine engine) {

        public Verified {
            Objects.requireNonNull(bundle, "bundle");
            Objects.requireNonNull(engine, "engine");
        }
    }

    /**
     * The bundle in an archive that {@link #verify} accepted before, here or on another replica. Nothing is asked of its
     * signature, since its key may be retired by now: the caller vouches for the digest.
     *
     * @param digest that of the bundle that was accepted
     * @throws BundleRefusedException as CONTENT_NOT_AS_SIGNED when the archive has another digest; otherwise as
     *     {@link #verify} for what cannot be read
     */
    CustomerBundle open(byte[] archive, String digest);
}
