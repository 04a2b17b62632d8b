package dev.portcullis.revocation;

import dev.portcullis.catalog.AssetStore;
import dev.portcullis.change.State;
import dev.portcullis.common.PortcullisException;
import dev.portcullis.credential.CredentialStore;
import dev.portcullis.grant.GrantStore;
import dev.portcullis.partner.ContractorStore;
import dev.portcullis.partner.PartnerStore;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
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

    Targets(
            CredentialStore credentials,
            GrantStore grants,
            ContractorStore contractors,
            PartnerStore partners,
            AssetStore assets) {
        this.credentials = credentials;
        this.grants = grants;
        this.contractors = contractors;
        this.partners = partners;
        this.assets = assets;
    }

    /** Fails with the type's NOT_FOUND. */
    Uni<Target> find(StatelessSession session, Selector selector) {
        var id = selector.id();
        Uni<? extends Optional<? extends Target>> found =
                switch (selector.type()) {
                    case CREDENTIAL -> credentials.find(session, id).map(c -> c.map(Target.OfCredential::new));
                    case GRANT -> grants.find(session, id).map(g -> g.map(Target.OfGrant::new));
                    case CONTRACTOR -> contractors.find(session, id).map(c -> c.map(Target.OfContractor::new));
                    case PARTNER -> partners.find(session, id).map(p -> p.map(Target.OfPartner::new));
                    case ASSET -> assets.find(session, id).map(a -> a.map(Target.OfAsset::new));
                };
        return found.map(target -> target.orElseThrow(() ->
                new PortcullisException(selector.type().notFound(), "selector: there is nothing with this name")));
    }

    /** Cuts it, for good or (a partner) until it is thawed. What was cut before stays as it is. Returns what it has become. */
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
        throw new IllegalStateException("no way to cut " + target);
    }
}
