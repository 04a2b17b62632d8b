package dev.portcullis.change;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import jakarta.annotation.Nullable;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * What a change makes of one thing that a Check looks at: all of it that matters there, so that the log alone tells the state
 * at each revision. Kept as JSON in the change log, and read strictly: a replica that does not understand a state answers no
 * more, so every replica is to understand a new form before any writes it. Times are milliseconds since 1970; words are as they
 * are stored; ids are bare.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "of")
@JsonSubTypes({
    @JsonSubTypes.Type(value = State.OfPartner.class, name = "PARTNER"),
    @JsonSubTypes.Type(value = State.OfContractor.class, name = "CONTRACTOR"),
    @JsonSubTypes.Type(value = State.OfAsset.class, name = "ASSET"),
    @JsonSubTypes.Type(value = State.OfGrant.class, name = "GRANT"),
    @JsonSubTypes.Type(value = State.OfCredential.class, name = "CREDENTIAL"),
    @JsonSubTypes.Type(value = State.OfCredentialEnd.class, name = "CREDENTIAL_END"),
    @JsonSubTypes.Type(value = State.OfEverything.class, name = "EVERYTHING"),
    @JsonSubTypes.Type(value = State.OfPolicy.class, name = "POLICY"),
    @JsonSubTypes.Type(value = State.OfPolicyProposal.class, name = "POLICY_PROPOSAL"),
    @JsonSubTypes.Type(value = State.OfShadow.class, name = "SHADOW")
})
public sealed interface State {

    /**
     * A partner.
     *
     * @param issuedBeforeMs its contractors' credentials that were issued before it are worth nothing; 0 for none
     * @param thawContractorIds while it is THAWING, those of its contractors that get access back; sorted, and empty otherwise
     * @param thawAssetIds while it is THAWING, the assets that they get it to, with all below them; sorted, and empty otherwise
     * @param tier the tier of its contract; null for none
     * @param accessHours when its contractors have access; null for at any time
     */
    record OfPartner(
            String id,
            String state,
            long issuedBeforeMs,
            List<String> thawContractorIds,
            List<String> thawAssetIds,
            @AddedLater @Nullable String tier,
            @AddedLater @Nullable AccessHours accessHours)
            implements State {

        public OfPartner {
            thawContractorIds = sorted(thawContractorIds);
            thawAssetIds = sorted(thawAssetIds);
        }

        /** Whether this contractor of it is among those that get access back. */
        public boolean thaws(String contractorId) {
            return Collections.binarySearch(thawContractorIds, contractorId) >= 0;
        }

        private static List<String> sorted(List<String> ids) {
            return ids.stream().sorted().toList();
        }
    }

    /**
     * When contractors have access, by the clock on a wall.
     *
     * @param timeZone an IANA time zone
     * @param windows the spans outside of which there is none; at least one
     */
    record AccessHours(String timeZone, List<AccessWindow> windows) {

        public AccessHours {
            Objects.requireNonNull(timeZone, "timeZone");
            windows = List.copyOf(windows);
        }
    }

    /**
     * A span of the day.
     *
     * @param weekdays the days on which it begins, 1 (Monday) to 7, sorted
     * @param fromMinute its first minute, 0 to 1439
     * @param untilMinute the first minute after it, 1 to 1440; of the next day if it is not after the first
     */
    record AccessWindow(List<Integer> weekdays, int fromMinute, int untilMinute) {

        public AccessWindow {
            weekdays = weekdays.stream().sorted().toList();
        }
    }

    /**
     * A contractor.
     *
     * @param issuedBeforeMs its credentials that were issued before it are worth nothing; 0 for none
     * @param subject of its tokens; null where it is not said, and then it is as it was
     */
    record OfContractor(
            String id,
            String partnerId,
            String state,
            long issuedBeforeMs,
            @AddedLater @Nullable String subject) implements State {}

    /**
     * An asset.
     *
     * @param quarantined whether it is itself; what stands below it is quarantined with it
     * @param parentId the collection it stands in; null for none
     * @param purposes what alone it may be used for, sorted; empty if it sets no limit itself
     * @param allowedCountries those from which alone it may be accessed, sorted; empty if it sets no limit itself
     * @param platform the data platform that it is on; null for none, or any
     */
    record OfAsset(
            String id,
            String kind,
            String classification,
            List<String> tags,
            boolean quarantined,
            @Nullable String parentId,
            @AddedLater List<String> purposes,
            @AddedLater List<String> allowedCountries,
            @AddedLater @Nullable String platform)
            implements State {

        public OfAsset {
            purposes = purposes == null ? List.of() : List.copyOf(purposes);
            allowedCountries = allowedCountries == null ? List.of() : List.copyOf(allowedCountries);
        }
    }

    /**
     * A grant.
     *
     * @param breakGlass whether it was given in an emergency; false where it is not said
     */
    record OfGrant(
            String id,
            String state,
            String purpose,
            long notBeforeMs,
            long expiresAtMs,
            List<String> actions,
            List<String> assetIds,
            @AddedLater Boolean breakGlass)
            implements State {

        public OfGrant {
            breakGlass = breakGlass != null && breakGlass;
        }
    }

    /**
     * A credential.
     *
     * @param secretSha256 64 hex digits
     * @param proofKeySha256 the key it is bound to, its thumbprint (RFC 7638) as 64 hex digits; null for none
     */
    record OfCredential(
            String id,
            String secretSha256,
            String contractorId,
            String partnerId,
            String state,
            long issuedAtMs,
            long expiresAtMs,
            List<String> actions,
            List<String> grantIds,
            List<String> assetIds,
            @AddedLater @Nullable String proofKeySha256)
            implements State {

        /** Says nothing of the secret's hash. */
        @Override
        public String toString() {
            return "OfCredential[" + id + "]";
        }
    }

    /**
     * All of a credential that can change after its issue.
     *
     * @param proofKeySha256 the key it is bound to, as in {@link OfCredential}; null leaves it as it is, as no binding is undone
     */
    record OfCredentialEnd(
            String id,
            String state,
            long expiresAtMs,
            @AddedLater @Nullable String proofKeySha256) implements State {}

    /**
     * What holds of all.
     *
     * @param issuedBeforeMs credentials that were issued before it are worth nothing; 0 for none
     */
    record OfEverything(long issuedBeforeMs) implements State {}

    /**
     * Which policy decides, from this change on.
     *
     * @param bundle digest of the customer's bundle, 64 hex digits; null where the library decides alone
     * @param policyRevision how decisions by it are marked by who made the change; a replica with another library marks its own
     *     otherwise
     */
    record OfPolicy(@Nullable String bundle, String policyRevision) implements State {}

    /**
     * That a bundle may soon decide, so that replicas prepare for it. Nothing is decided by it yet.
     *
     * @param bundle its digest, 64 hex digits
     */
    record OfPolicyProposal(String bundle) implements State {}

    /**
     * What is evaluated beside the policy that decides. No answer hangs on it.
     *
     * @param bundle digest of the candidate; null if nothing is
     * @param samplePerMillion on how many decisions in a million; 0 if nothing is
     * @param revision the change since which the last candidate is, or was
     */
    record OfShadow(@Nullable String bundle, int samplePerMillion, long revision) implements State {}
}
