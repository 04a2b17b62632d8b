package dev.portcullis.access;

import dev.portcullis.common.Action;
import dev.portcullis.policy.AccessInput;
import dev.portcullis.policy.AccessInput.AssetFacts;
import dev.portcullis.policy.AccessInput.CredentialFacts;
import dev.portcullis.policy.AccessInput.GrantFacts;
import dev.portcullis.policy.ContractorFacts;
import dev.portcullis.policy.PartnerFacts;
import dev.portcullis.policy.PolicyEngine;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * The facts of one revision.
 *
 * @param stateRevision the last change that they show
 * @param policy what decides on them: the policy that was active at that revision; not null if it was loaded
 * @param at the instant that they are to be decided for: what the clocks on partners' walls show is as of it
 * @param facts one for each look-up, in their order
 */
public record FactSheet(long stateRevision, PolicyEngine policy, Instant at, List<Facts> facts) {

    public FactSheet {
        Objects.requireNonNull(at, "at");
        facts = List.copyOf(facts);
    }

    /**
     * What is known for one look-up; null for what does not exist.
     *
     * @param secretSha256 never written to; null without a credential
     * @param grants those that the credential exercises
     */
    public record Facts(
            @Nullable byte[] secretSha256,
            @Nullable CredentialFacts credential,
            @Nullable ContractorFacts contractor,
            @Nullable PartnerFacts partner,
            @Nullable AssetFacts asset,
            List<GrantFacts> grants) {

        private static final AccessInput.ContextFacts NO_CONTEXT = new AccessInput.ContextFacts(null, null);

        public Facts {
            grants = List.copyOf(grants);
        }

        /** What is known for a look-up without a credential, or with one whose secret was not right. */
        public static Facts withoutCredential(@Nullable AssetFacts asset) {
            return new Facts(null, null, null, null, asset, List.of());
        }

        /** What policy is asked with. */
        public AccessInput input(Instant at, Action action, String platform, AccessContext context) {
            var address = context.sourceAddress();
            return new AccessInput(
                    at.toEpochMilli(),
                    action.name(),
                    new AccessInput.PlatformFacts(platform),
                    credential,
                    contractor,
                    partner,
                    asset,
                    grants,
                    address == null && context.country() == null
                            ? NO_CONTEXT
                            : new AccessInput.ContextFacts(address == null ? null : address.text(), context.country()));
        }

        /** Says nothing of the secret's hash. */
        @Override
        public String toString() {
            return "Facts[" + credential + ", " + asset + "]";
        }
    }
}
