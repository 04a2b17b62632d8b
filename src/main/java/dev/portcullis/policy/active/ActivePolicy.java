package dev.portcullis.policy.active;

import jakarta.annotation.Nullable;
import java.util.Optional;

/**
 * Which policy is active, and by whose approval.
 *
 * @param digest of the customer's bundle; null where the library decides alone
 * @param approvalId the activation by two admins that it stands on; null where the library decides alone
 * @param revision the change since which it is; 0 from the beginning
 */
public record ActivePolicy(
        @Nullable String digest, @Nullable String approvalId, long revision) {

    /** The bundle's digest; empty where the library decides alone. */
    public Optional<String> bundle() {
        return Optional.ofNullable(digest);
    }
}
