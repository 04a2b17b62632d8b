package dev.portcullis.revocation;

import dev.portcullis.audit.Event;
import dev.portcullis.audit.EventType;
import dev.portcullis.catalog.AssetState;
import dev.portcullis.catalog.AssetStore;
import dev.portcullis.change.State;
import dev.portcullis.common.ErrorReason;
import dev.portcullis.common.PortcullisException;
import dev.portcullis.partner.ContractorState;
import dev.portcullis.partner.ContractorStore;
import dev.portcullis.partner.PartnerState;
import dev.portcullis.partner.PartnerStore;
import dev.portcullis.partner.Thaw;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/**
 * Undoes a cut of one level, and of no other: what is cut by a broader or a narrower one stays cut. Works in the caller's
 * transaction.
 */
@ApplicationScoped
class Reopening {

    private final ContractorStore contractors;
    private final PartnerStore partners;
    private final AssetStore assets;

    Reopening(ContractorStore contractors, PartnerStore partners, AssetStore assets) {
        this.contractors = contractors;
        this.partners = partners;
        this.assets = assets;
    }

    /** Fails with NOTHING_TO_REINSTATE unless the reinstatement leads out of the state that the thing is in. */
    static void check(ReinstatementTarget wanted, Target thing) {
        var state = state(thing);
        var fits =
                switch (wanted.type()) {
                    case THAW -> state == PartnerState.FROZEN || state == PartnerState.THAWING;
                    case PARTNER -> state == PartnerState.THAWING;
                    case ASSET -> state == AssetState.QUARANTINED;
                    case CONTRACTOR -> state == ContractorState.REVOKED;
                };
        if (!fits) {
            throw new PortcullisException(
                    ErrorReason.NOTHING_TO_REINSTATE,
                    "target: is " + state + (state == PartnerState.FROZEN ? "; a partner is thawed in two steps" : ""));
        }
    }

    /** Whether it takes something away: a THAW that chooses less than the one that the partner thaws by. */
    static boolean takesAway(ReinstatementTarget wanted, Target thing) {
        if (wanted.type() != ReinstatementType.THAW || !(thing instanceof Target.OfPartner of)) {
            return false;
        }
        var before = of.partner().thaw();
        return before != null
                && !(wanted.contractorIds().containsAll(before.contractorIds())
                        && wanted.assetIds().containsAll(before.assetIds()));
    }

    /** The partner whose access is given back; empty for an asset, which is everybody's. */
    static Optional<String> partner(Target thing) {
        if (thing instanceof Target.OfPartner of) {
            return Optional.of(of.partner().id());
        }
        return thing instanceof Target.OfContractor of
                ? Optional.of(of.contractor().partnerId())
                : Optional.empty();
    }

    /** An event about the thing, and what is chosen of it. */
    static Event.Builder event(EventType type, Reinstatement reinstatement, Target thing) {
        var event = Event.of(type).detail("reinstatement", reinstatement.id());
        partner(thing).ifPresent(event::partner);
        var target = reinstatement.target();
        switch (target.type()) {
            case THAW -> event.assets(target.assetIds()).detail("contractors", target.contractorIds());
            case PARTNER -> {}
            case ASSET -> event.assets(List.of(target.id()));
            case CONTRACTOR -> event.contractor(target.id());
        }
        return event;
    }

    /** The event that tells that it was carried out. */
    static EventType done(ReinstatementType type) {
        return switch (type) {
            case THAW -> EventType.PARTNER_THAWING;
            case PARTNER -> EventType.PARTNER_THAWED;
            case ASSET -> EventType.QUARANTINE_LIFTED;
            case CONTRACTOR -> EventType.CONTRACTOR_REINSTATED;
        };
    }

    /** Gives access back. Returns what the thing has become. */
    Uni<State> open(StatelessSession session, Reinstatement reinstatement, Target thing, Instant at) {
        var target = reinstatement.target();
        if (thing instanceof Target.OfPartner of) {
            var open = target.type() == ReinstatementType.THAW
                    ? of.partner().thawing(new Thaw(reinstatement.id(), target.contractorIds(), target.assetIds()))
                    : of.partner().thawed();
            return partners.update(session, open).replaceWith(open.checked());
        }
        if (thing instanceof Target.OfContractor of) {
            var open = of.contractor().reinstated();
            return contractors.update(session, open).replaceWith(open.checked());
        }
        if (thing instanceof Target.OfAsset of) {
            var open = of.asset().released(at);
            return assets.update(session, open).replaceWith(open.checked());
        }
        throw new IllegalStateException("no way to reinstate " + thing);
    }

    private static Enum<?> state(Target thing) {
        if (thing instanceof Target.OfPartner of) {
            return of.partner().state();
        }
        if (thing instanceof Target.OfContractor of) {
            return of.contractor().state();
        }
        if (thing instanceof Target.OfAsset of) {
            return of.asset().state();
        }
        throw new IllegalStateException("no way to reinstate " + thing);
    }
}
