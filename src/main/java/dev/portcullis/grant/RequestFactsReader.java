package dev.portcullis.grant;

import dev.portcullis.catalog.Asset;
import dev.portcullis.catalog.AssetStore;
import dev.portcullis.partner.Contractor;
import dev.portcullis.partner.ContractorStore;
import dev.portcullis.partner.Partner;
import dev.portcullis.partner.PartnerStore;
import dev.portcullis.policy.GrantInput.ExposureFacts;
import dev.portcullis.policy.active.BundleStore;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** Gathers {@link RequestFacts}. */
@ApplicationScoped
class RequestFactsReader {

    private final ContractorStore contractors;
    private final PartnerStore partners;
    private final AssetStore assets;
    private final ExposureReader exposures;
    private final BundleStore policies;

    RequestFactsReader(
            ContractorStore contractors,
            PartnerStore partners,
            AssetStore assets,
            ExposureReader exposures,
            BundleStore policies) {
        this.contractors = contractors;
        this.partners = partners;
        this.assets = assets;
        this.exposures = exposures;
        this.policies = policies;
    }

    /** @param approver subject of who approves; empty when nobody does */
    Uni<RequestFacts> read(
            StatelessSession session, String contractorId, List<String> assetIds, Optional<String> approver) {
        return contractors.find(session, contractorId).flatMap(contractor -> contractor
                .map(Contractor::partnerId)
                .map(id -> partners.find(session, id))
                .orElse(Uni.createFrom().item(Optional.empty()))
                .flatMap(partner -> assets.lineages(session, assetIds)
                        .flatMap(lineages -> exposure(session, partner, assetIds)
                                .flatMap(exposure -> approver(session, approver).flatMap(who -> policies.active(session)
                                        .map(policy -> new RequestFacts(
                                                contractor,
                                                partner,
                                                among(assetIds, lineages),
                                                byId(lineages),
                                                exposure,
                                                who,
                                                policy)))))));
    }

    private Uni<ExposureFacts> exposure(StatelessSession session, Optional<Partner> partner, List<String> assetIds) {
        return partner.map(known -> exposures.read(session, known.id(), assetIds))
                .orElse(Uni.createFrom().item(new ExposureFacts(0, List.of())));
    }

    private static List<Asset> among(List<String> ids, List<Asset> lineages) {
        return lineages.stream().filter(asset -> ids.contains(asset.id())).toList();
    }

    private static Map<String, Asset> byId(List<Asset> lineages) {
        return lineages.stream().collect(Collectors.toMap(Asset::id, Function.identity()));
    }

    private Uni<Optional<Contractor>> approver(StatelessSession session, Optional<String> subject) {
        return subject.map(known -> contractors.findBySubject(session, known))
                .orElse(Uni.createFrom().item(Optional.empty()));
    }
}
