package dev.portcullis.access.snapshot;

import dev.portcullis.access.AccessFacts.Supposed;
import dev.portcullis.access.FactSheet;
import dev.portcullis.credential.Credential;
import dev.portcullis.policy.AccessInput.CredentialFacts;
import dev.portcullis.policy.AccessInput.GrantFacts;
import dev.portcullis.policy.ContractorFacts;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** The facts of a credential that there is not, as they would be if it were issued now. */
final class SupposedFacts {

    /** In the place of a public id, which has 22 characters. */
    private static final String ID = "supposed";

    private SupposedFacts() {}

    /**
     * @param at the instant to decide for
     * @param now when the credential is issued
     */
    static FactSheet.Facts of(Snapshot snapshot, Supposed supposed, Instant at, Instant now) {
        var lineage = new Lineage(snapshot, supposed.assetId());
        var contractor = snapshot.contractor(supposed.contractorId());
        if (contractor == null) {
            return FactSheet.Facts.withoutCredential(lineage.facts());
        }
        var partner = snapshot.partner(contractor.partnerId());
        var grants = grants(snapshot, supposed.grantIds(), lineage, at);
        return new FactSheet.Facts(
                null,
                new CredentialFacts(
                        ID,
                        "ACTIVE",
                        now.toEpochMilli(),
                        SnapshotFacts.issuedBefore(snapshot, contractor, partner),
                        at.plus(Credential.DEFAULT_LIFETIME).toEpochMilli(),
                        actions(grants),
                        grants.stream().anyMatch(GrantFacts::coversAsset),
                        supposed.bound(),
                        supposed.bound()),
                new ContractorFacts(contractor.id(), contractor.state()),
                partner == null ? null : SnapshotFacts.partner(partner, contractor.id(), lineage, at),
                lineage.facts(),
                grants);
    }

    private static List<GrantFacts> grants(Snapshot snapshot, List<String> ids, Lineage lineage, Instant at) {
        return ids.stream()
                .map(snapshot::grant)
                .filter(Objects::nonNull)
                .map(grant -> grant.facts(lineage))
                .filter(grant -> grant.state().equals("ACTIVE") && grant.expiresAtMs() > at.toEpochMilli())
                .toList();
    }

    private static List<String> actions(List<GrantFacts> grants) {
        return grants.stream()
                .flatMap(grant -> grant.actions().stream())
                .distinct()
                .sorted()
                .toList();
    }
}
