package dev.portcullis.grant;

import dev.portcullis.catalog.Asset;
import dev.portcullis.partner.Contractor;
import dev.portcullis.partner.Partner;
import dev.portcullis.policy.ContractorFacts;
import dev.portcullis.policy.GrantInput;
import dev.portcullis.policy.PartnerFacts;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a request is decided on.
 *
 * @param assets those asked for that exist, by id
 * @param quarantined the ids of those that are quarantined, themselves or by a collection
 * @param approver the contractor that the approver is, if it is one
 */
record RequestFacts(
        Optional<Contractor> contractor,
        Optional<Partner> partner,
        List<Asset> assets,
        Set<String> quarantined,
        Optional<Contractor> approver) {

    ContractorFacts contractorInput() {
        var known = contractor.orElseThrow();
        return new ContractorFacts(known.id(), known.state().name());
    }

    PartnerFacts partnerInput() {
        var known = partner.orElseThrow();
        return new PartnerFacts(known.id(), known.state().name(), null);
    }

    List<GrantInput.AssetFacts> assetInputs() {
        return assets.stream()
                .map(asset -> new GrantInput.AssetFacts(
                        asset.id(),
                        asset.kind().name(),
                        asset.classification().name(),
                        asset.ownerGroup(),
                        List.copyOf(asset.tags()),
                        quarantined.contains(asset.id())))
                .toList();
    }
}
