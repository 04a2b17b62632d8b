package dev.portcullis.change;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import jakarta.annotation.Nullable;
import java.util.List;

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
    @JsonSubTypes.Type(value = State.OfEverything.class, name = "EVERYTHING")
})
public sealed interface State {

    /**
     * A partner.
     *
     * @param issuedBeforeMs its contractors' credentials that were issued before it are worth nothing; 0 for none
     * @param thawContractorIds while it is THAWING, those of its contractors that get access back; sorted, and empty otherwise
     * @param thawAssetIds while it is THAWING, the assets that they get it to, with all below them; sorted, and empty otherwise
     * @param tier the tier of its contract; null for none
     */
    record OfPartner(
            String id,
            String state,
            long issuedBeforeMs,
            List<String> thawContractorIds,
            List<String> thawAssetIds,
            @AddedLater @Nullable String tier)
            implements State {

        public OfPartner {
            thawContractorIds = sorted(thawContractorIds);
            thawAssetIds = sorted(thawAssetIds);
        }

        private static List<String> sorted(List<String> ids) {
            return ids.stream().sorted().toList();
        }
    }

    /**
     * A contractor.
     *
     * @param issuedBeforeMs its credentials that were issued before it are worth nothing; 0 for none
     */
    record OfContractor(String id, String partnerId, String state, long issuedBeforeMs) implements State {}

    /**
     * An asset.
     *
     * @param quarantined whether it is itself; what stands below it is quarantined with it
     * @param parentId the collection it stands in; null for none
     * @param purposes what alone it may be used for, sorted; empty if it sets no limit itself
     */
    record OfAsset(
            String id,
            String kind,
            String classification,
            List<String> tags,
            boolean quarantined,
            @Nullable String parentId,
            @AddedLater List<String> purposes)
            implements State {

        public OfAsset {
            purposes = purposes == null ? List.of() : List.copyOf(purposes);
        }
    }

    /** A grant. */
    record OfGrant(
            String id,
            String state,
            String purpose,
            long notBeforeMs,
            long expiresAtMs,
            List<String> actions,
            List<String> assetIds)
            implements State {}

    /**
     * A credential.
     *
     * @param secretSha256 64 hex digits
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
            List<String> assetIds)
            implements State {

        /** Says nothing of the secret's hash. */
        @Override
        public String toString() {
            return "OfCredential[" + id + "]";
        }
    }

    /** All of a credential that can change after its issue. */
    record OfCredentialEnd(String id, String state, long expiresAtMs) implements State {}

    /**
     * What holds of all.
     *
     * @param issuedBeforeMs credentials that were issued before it are worth nothing; 0 for none
     */
    record OfEverything(long issuedBeforeMs) implements State {}
}
