package dev.portcullis.revocation;

import java.time.Instant;
import java.util.Objects;

/**
 * An instance of a data platform, and how far it says that it enforces revocations.
 *
 * @param caller token subject of the platform
 * @param ackedRevision the greatest that it has acknowledged
 */
public record EnforcementPoint(String caller, String name, long ackedRevision, Instant lastSeen) {

    public EnforcementPoint {
        Objects.requireNonNull(caller, "caller");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(lastSeen, "lastSeen");
    }

    /** Whether it has not acknowledged a revocation. */
    public boolean lags(Revocation revocation) {
        return ackedRevision < revocation.revision();
    }
}
