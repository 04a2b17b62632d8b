package dev.portcullis.access;

import dev.portcullis.common.ErrorReason;
import dev.portcullis.common.PortcullisException;
import java.util.List;

/**
 * Where Check finds its facts. All that one call returns is of one state revision: every change up to it, none after it. A
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
     */
    record Lookup(String credentialId, String assetId) {}
}
