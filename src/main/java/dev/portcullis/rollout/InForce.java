package dev.portcullis.rollout;

import jakarta.annotation.Nullable;
import java.util.Optional;

/**
 * What decides, and by whose approval.
 *
 * @param digest of the bundle; null where the library decides alone
 * @param approvalId the activation by two admins that it stands on; null where the library decides alone
 * @param revision the change since which it does; 0 from the beginning
 */
record InForce(@Nullable String digest, @Nullable String approvalId, long revision) {

    Optional<String> bundle() {
        return Optional.ofNullable(digest);
    }
}
