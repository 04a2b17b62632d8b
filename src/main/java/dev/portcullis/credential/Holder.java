package dev.portcullis.credential;

import dev.portcullis.common.ErrorReason;
import dev.portcullis.common.PortcullisException;
import dev.portcullis.common.Watermark;
import dev.portcullis.grant.Grant;
import dev.portcullis.partner.Contractor;
import dev.portcullis.partner.ContractorState;
import dev.portcullis.partner.Partner;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Who wants to hold a credential, and the grants it rests on.
 *
 * @param contractor the contractor that the caller is, if it is one
 * @param partner its partner
 * @param grants those of the grants asked for that exist
 * @param watermark the instant before which no credential of anybody counts
 */
record Holder(
        Optional<Contractor> contractor, Optional<Partner> partner, List<Grant> grants, Optional<Instant> watermark) {

    /** Fails unless contractor, partner and all grants are live at an instant. */
    void checkLive(Instant now) {
        if (contractor.orElseThrow().state() != ContractorState.ACTIVE) {
            throw new PortcullisException(ErrorReason.CONTRACTOR_NOT_ACTIVE, "the contractor's access was revoked");
        }
        if (!partner.orElseThrow().admits(contractor.orElseThrow().id())) {
            throw new PortcullisException(
                    ErrorReason.PARTNER_NOT_ACTIVE, "the partner is not active, or not yet for this contractor");
        }
        for (var grant : grants) {
            if (!grant.isLiveAt(now)) {
                throw new PortcullisException(
                        ErrorReason.GRANT_NOT_ACTIVE, "grants/" + grant.id() + " is revoked, or its time is not now");
            }
        }
    }

    /** Whether a credential of this holder that is issued at an instant is cut from the start. */
    boolean isCut(Instant issuedAt) {
        var own = Watermark.later(
                contractor.orElseThrow().issuedBefore(), partner.orElseThrow().issuedBefore());
        var latest = Watermark.later(own, watermark.orElse(null));
        return latest != null && issuedAt.isBefore(latest);
    }

    /** The first instant at which one of the grants no longer holds. */
    Instant firstExpiry() {
        return grants.stream()
                .map(Grant::expiresAt)
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }
}
