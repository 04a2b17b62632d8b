package dev.portcullis.partner;

import dev.portcullis.change.State;
import dev.portcullis.change.State.AccessHours;
import dev.portcullis.common.Watermark;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * An outside firm.
 *
 * @param frozenAt when it was last frozen; null if it never was
 * @param issuedBefore what its contractors' credentials must not have been issued before; null for none
 * @param thaw what it has back; null exactly if it is not THAWING
 * @param tier the tier of its contract; null for none
 * @param accessHours when its contractors have access; null for at any time
 * @param domain of its organization in Keycloak; null if none was given
 */
public record Partner(
        String id,
        String displayName,
        PartnerState state,
        Instant createdAt,
        @Nullable Instant frozenAt,
        @Nullable Instant issuedBefore,
        @Nullable Thaw thaw,
        @Nullable String tier,
        @Nullable AccessHours accessHours,
        @Nullable String domain) {

    public Partner {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(displayName, "displayName");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(createdAt, "createdAt");
        if ((state == PartnerState.THAWING) != (thaw != null)) {
            throw new IllegalArgumentException("a partner has a thaw exactly while it is THAWING");
        }
    }

    /** The partner, with all its access cut, and its credentials up to then for ever; as it is if it was cut before. */
    public Partner frozen(Instant at) {
        return switch (state) {
            case ACTIVE, THAWING ->
                new Partner(
                        id,
                        displayName,
                        PartnerState.FROZEN,
                        createdAt,
                        at,
                        Watermark.later(issuedBefore, Watermark.after(at)),
                        null,
                        tier,
                        accessHours,
                        domain);
            case FROZEN, OFFBOARDED -> this;
        };
    }

    /** The partner, without the credentials issued before an instant; as it is if they were cut before. */
    public Partner withoutIssuedBefore(Instant before) {
        return new Partner(
                id,
                displayName,
                state,
                createdAt,
                frozenAt,
                Watermark.later(issuedBefore, before),
                thaw,
                tier,
                accessHours,
                domain);
    }

    /** The partner, with access given back to some. */
    public Partner thawing(Thaw first) {
        return new Partner(
                id,
                displayName,
                PartnerState.THAWING,
                createdAt,
                frozenAt,
                issuedBefore,
                first,
                tier,
                accessHours,
                domain);
    }

    /** The partner, with access given back to all. Credentials from before the freeze stay cut. */
    public Partner thawed() {
        return new Partner(
                id,
                displayName,
                PartnerState.ACTIVE,
                createdAt,
                frozenAt,
                issuedBefore,
                null,
                tier,
                accessHours,
                domain);
    }

    /** Whether a contractor of it may hold credentials, as far as it depends on the partner. */
    public boolean admits(String contractorId) {
        return switch (state) {
            case ACTIVE -> true;
            case THAWING -> thaw != null && thaw.contractorIds().contains(contractorId);
            case FROZEN, OFFBOARDED -> false;
        };
    }

    /** What a Check looks at. */
    public State.OfPartner checked() {
        return new State.OfPartner(
                id,
                state.name(),
                Watermark.millis(issuedBefore),
                thaw == null ? List.of() : thaw.contractorIds(),
                thaw == null ? List.of() : thaw.assetIds(),
                tier,
                accessHours);
    }
}
