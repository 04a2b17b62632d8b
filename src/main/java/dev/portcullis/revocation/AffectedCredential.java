package dev.portcullis.revocation;

import java.time.Instant;
import java.util.List;

/** A live credential that would be cut. */
public record AffectedCredential(
        String id, String contractorId, String partnerId, List<String> grantIds, Instant expiresAt, long revision) {

    public AffectedCredential {
        grantIds = List.copyOf(grantIds);
    }
}
