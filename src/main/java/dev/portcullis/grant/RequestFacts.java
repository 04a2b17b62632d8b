package dev.portcullis.grant;

import dev.portcullis.catalog.Asset;
import dev.portcullis.catalog.AssetState;
import dev.portcullis.partner.Contractor;
import dev.portcullis.partner.Partner;
import dev.portcullis.policy.ContractorFacts;
import dev.portcullis.policy.GrantInput;
import dev.portcullis.policy.PartnerFacts;
import dev.portcullis.policy.active.ActivePolicy;
import jakarta.annotation.Nullable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a request is decided on.
 *
 * @param assets those asked for that exist, by id
 * @param lineages those and the collections that they stand in
 * @param exposure what the partner would hold with them
 * @param approver the contractor that the approver is, if it is one
 * @param policy what decides
 */
record RequestFacts(
        Optional<Contractor> contractor,
        Optional<Partner> partner,
        List<Asset> assets,
        Map<String, Asset> lineages,
        GrantInput.ExposureFacts exposure,
        Optional<Contractor> approver,
        ActivePolicy policy) {

    ContractorFacts contractorInput() {
        var known = contractor.orElseThrow();
        return new ContractorFacts(known.id(), known.state().name());
    }

    PartnerFacts partnerInput() {
        var known = partner.orElseThrow();
        return new PartnerFacts(known.id(), known.state().name(), known.tier());
    }

    List<GrantInput.AssetFacts> assetInputs() {
        return assets.stream()
                .map(asset -> new GrantInput.AssetFacts(
                        asset.id(),
                        asset.kind().name(),
                        asset.classification().name(),
                        asset.ownerGroup(),
                        List.copyOf(asset.tags()),
                        line(asset).anyMatch(each -> each.state() == AssetState.QUARANTINED),
                        permittedPurposes(asset)))
                .toList();
    }

    @Nullable
    private List<String> permittedPurposes(Asset asset) {
        return line(asset)
                .map(Asset::purposes)
                .filter(purposes -> !purposes.isEmpty())
                .reduce((some, others) -> {
                    var both = new TreeSet<>(some);
                    both.retainAll(others);
                    return both;
                })
                .map(List::copyOf)
                .orElse(null);
    }

    private Stream<Asset> line(Asset asset) {
        return Stream.iterate(
                asset, Objects::nonNull, each -> each.parentId() == null ? null : lineages.get(each.parentId()));
    }
}
