package dev.portcullis.access;

import dev.portcullis.common.ErrorReason;
import dev.portcullis.common.Platforms;
import dev.portcullis.common.PortcullisException;
import jakarta.annotation.Nullable;
import java.time.Instant;
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
     * As {@link #read(List)}, for an instant that need not be now: what the clocks on partners' walls show is as of it, all else as it
     * is now.
     */
    FactSheet read(Lookup lookup, Instant at);

    /**
     * As {@link #read(Lookup, Instant)}, of a credential that there is not: one that would be issued to a contractor now, for those of
     * these grants of its that are not revoked and have not ended at the instant. Its facts have no secret.
     */
    FactSheet suppose(Supposed supposed, Instant at);

    /**
     * A credential that there might be.
     *
     * @param grantIds all that the contractor has
     * @param assetId the asset, whether it exists or not
     * @param bound whether it would be bound to a key, whose possession was verified
     */
    record Supposed(String contractorId, List<String> grantIds, String assetId, boolean bound) {

        public Supposed {
            grantIds = List.copyOf(grantIds);
        }
    }

    /**
     * What to look up.
     *
     * @param credentialId a public id; empty if nothing was presented that could be one
     * @param assetId the asset, whether it exists or not
     * @param proofKeySha256 the thumbprint of the key whose possession was verified; null for none, never written to
     * @param platforms that whoever asks asks for: assets on another do not exist for it
     */
    record Lookup(
            String credentialId, String assetId, @Nullable byte[] proofKeySha256, Platforms platforms) {

        /** For whoever may look at assets on any platform. */
        public Lookup(String credentialId, String assetId, @Nullable byte[] proofKeySha256) {
            this(credentialId, assetId, proofKeySha256, Platforms.EVERY);
        }
    }
}
