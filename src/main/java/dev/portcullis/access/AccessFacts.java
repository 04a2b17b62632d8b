package dev.portcullis.access;

import dev.portcullis.common.ErrorReason;
import dev.portcullis.common.PortcullisException;
import jakarta.annotation.Nullable;
import java.util.List;

/**
 * Where Check finds its facts. All that one call returns is of one state revision, every change up to it and none after it, and
 * of one instant. A
 * revocation that was acknowledged before the call is in it; a failure to know that is a failure.
 */
public interface AccessFacts {

    /**
     * The facts of each look-up, in their order. Waits for nothing.
     *
     * @throws PortcullisException {@link ErrorReason#DECISION_UNAVAILABLE}, if there may be a revocation that it does not know
     */
    FactSheet read(List<Lookup> lookups);

    /**
     * What to look up.
     *
     * @param credentialId a public id; empty if nothing was presented that could be one
     * @param assetId the asset, whether it exists or not
     * @param proofKeySha256 the thumbprint of the key whose possession was verified; null for none, never written to
     */
    record Lookup(
            String credentialId, String assetId, @Nullable byte[] proofKeySha256) {}
}
