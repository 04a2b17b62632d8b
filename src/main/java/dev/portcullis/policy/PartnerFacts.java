package dev.portcullis.policy;

import jakarta.annotation.Nullable;

/**
 * What policy knows of a partner.
 *
 * @param id its id
 * @param state ACTIVE, FROZEN, THAWING or OFFBOARDED; policy treats any other text as not active
 * @param thaw how far a THAWING partner has this access back; null when it is not THAWING, or no access is asked for
 * @param tier the tier of its contract; null for none
 */
public record PartnerFacts(
        String id,
        String state,
        @Nullable ThawFacts thaw,
        @Nullable String tier) {

    public PartnerFacts {
        Facts.text(id, "partner.id");
        Facts.text(state, "partner.state");
    }

    /** A partner that is THAWING. */
    public static PartnerFacts thawing(String id, boolean contractor, boolean coversAsset, @Nullable String tier) {
        return new PartnerFacts(id, "THAWING", new ThawFacts(contractor, coversAsset), tier);
    }

    /**
     * What of an access a partner that is THAWING has back.
     *
     * @param contractor whether the credential is of one of the contractors chosen
     * @param coversAsset whether the asset, or a collection above it, is one of those chosen
     */
    public record ThawFacts(boolean contractor, boolean coversAsset) {}
}
