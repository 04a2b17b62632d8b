package dev.portcullis.revocation;

import dev.portcullis.catalog.AssetStore;
import dev.portcullis.change.State;
import dev.portcullis.common.PortcullisException;
import dev.portcullis.common.Watermark;
import dev.portcullis.credential.CredentialStore;
import dev.portcullis.grant.GrantStore;
import dev.portcullis.partner.ContractorStore;
import dev.portcullis.partner.PartnerStore;
import dev.portcullis.partner.WatermarkStore;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** Finds what a selector names, and cuts it. Works in the caller's transaction. */
@ApplicationScoped
class Targets {

    private final CredentialStore credentials;
    private final GrantStore grants;
    private final ContractorStore contractors;
    private final PartnerStore partners;
    private final AssetStore assets;
    private final WatermarkStore watermark;
    private final InstantSource clock;

    Targets(
            CredentialStore credentials,
            GrantStore grants,
            ContractorStore contractors,
            PartnerStore partners,
            AssetStore assets,
            WatermarkStore watermark,
            InstantSource clock) {
        this.credentials = credentials;
        this.grants = grants;
        this.contractors = contractors;
        this.partners = partners;
        this.assets = assets;
        this.watermark = watermark;
        this.clock = clock;
    }

    /** Fails with the type's NOT_FOUND, or with FIELD_INVALID for a watermark in the future or before 1970. */
    Uni<Target> find(StatelessSession session, Selector selector) {
        var id = selector.id();
        var before = selector.issuedBefore();
        if (before != null && (before.isBefore(Instant.EPOCH) || before.isAfter(clock.instant()))) {
            throw PortcullisException.invalid(
                    "selector.issued_before.before", "must not be before 1970 or in the future");
        }
        Uni<? extends Optional<? extends Target>> found =
                switch (selector.type()) {
                    case CREDENTIAL -> credentials.find(session, id).map(c -> c.map(Target.OfCredential::new));
                    case GRANT -> grants.find(session, id).map(g -> g.map(Target.OfGrant::new));
                    case CONTRACTOR -> contractors.find(session, id).map(c -> c.map(Target.OfContractor::new));
                    case PARTNER -> partners.find(session, id).map(p -> p.map(Target.OfPartner::new));
                    case ASSET -> assets.find(session, id).map(a -> a.map(Target.OfAsset::new));
                    case CONTRACTOR_ISSUED_BEFORE ->
                        contractors
                                .find(session, id)
                                .map(c -> c.map(known -> new Target.OfContractorsCredentials(known, before)));
                    case PARTNER_ISSUED_BEFORE ->
                        partners.find(session, id)
                                .map(p -> p.map(known -> new Target.OfPartnersCredentials(known, before)));
                    case EVERYTHING_ISSUED_BEFORE ->
                        watermark.find(session).map(known -> Optional.of(new Target.OfAllCredentials(known, before)));
                };
        return found.map(target -> target.orElseThrow(() ->
                new PortcullisException(selector.type().notFound(), "selector: there is nothing with this name")));
    }

    /** Cuts it, for good or until it is reinstated. What was cut before stays as it is. Returns what it has become. */
    Uni<State> cut(StatelessSession session, Target target, Instant at) {
        if (target instanceof Target.OfCredential of) {
            var cut = of.credential().revoked(at);
            return credentials.update(session, cut).replaceWith(cut.checkedEnd());
        }
        if (target instanceof Target.OfGrant of) {
            var cut = of.grant().revoked(at);
            return grants.update(session, cut).replaceWith(cut.checked());
        }
        if (target instanceof Target.OfContractor of) {
            var cut = of.contractor().revoked(at);
            return contractors.update(session, cut).replaceWith(cut.checked());
        }
        if (target instanceof Target.OfPartner of) {
            var cut = of.partner().frozen(at);
            return partners.update(session, cut).replaceWith(cut.checked());
        }
        if (target instanceof Target.OfAsset of) {
            var cut = of.asset().quarantined(at);
            return assets.update(session, cut).replaceWith(cut.checked());
        }
        if (target instanceof Target.OfContractorsCredentials of) {
            var cut = of.contractor().withoutIssuedBefore(of.before());
            return contractors.update(session, cut).replaceWith(cut.checked());
        }
        if (target instanceof Target.OfPartnersCredentials of) {
            var cut = of.partner().withoutIssuedBefore(of.before());
            return partners.update(session, cut).replaceWith(cut.checked());
        }
        if (target instanceof Target.OfAllCredentials of) {
            var cut = Watermark.later(of.watermark().orElse(null), of.before());
            return watermark.update(session, cut).replaceWith(new State.OfEverything(Watermark.millis(cut)));
        }
        throw new IllegalStateException("no way to cut " + target);
    }
}
