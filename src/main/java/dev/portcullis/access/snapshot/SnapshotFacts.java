package dev.portcullis.access.snapshot;

import dev.portcullis.access.AccessFacts;
import dev.portcullis.access.FactSheet;
import dev.portcullis.change.State;
import dev.portcullis.policy.AccessInput.GrantFacts;
import dev.portcullis.policy.ContractorFacts;
import dev.portcullis.policy.PartnerFacts;
import jakarta.annotation.Nullable;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Facts out of the snapshot, while this replica holds a lease: in memory, without a lock. */
@Singleton
class SnapshotFacts implements AccessFacts {

    private final LeasedSnapshots snapshots;
    private final InstantSource clock;

    SnapshotFacts(LeasedSnapshots snapshots, InstantSource clock) {
        this.snapshots = snapshots;
        this.clock = clock;
    }

    @Override
    public FactSheet read(List<Lookup> lookups) {
        var snapshot = snapshot();
        return sheet(snapshot, lookups, clock.instant());
    }

    @Override
    public FactSheet read(Lookup lookup, Instant at) {
        return sheet(snapshot(), List.of(lookup), at);
    }

    @Override
    public FactSheet suppose(Supposed supposed, Instant at) {
        var snapshot = snapshot();
        var facts = SupposedFacts.of(snapshot, supposed, at, clock.instant());
        return new FactSheet(snapshot.revision(), snapshot.policy(), at, List.of(facts));
    }

    private Snapshot snapshot() {
        return snapshots.current("access");
    }

    private static FactSheet sheet(Snapshot snapshot, List<Lookup> lookups, Instant now) {
        var facts = new ArrayList<FactSheet.Facts>(lookups.size());
        for (var lookup : lookups) {
            facts.add(facts(snapshot, lookup, now));
        }
        return new FactSheet(snapshot.revision(), snapshot.policy(), now, facts);
    }

    private static FactSheet.Facts facts(Snapshot snapshot, Lookup lookup, Instant now) {
        var lineage = Lineage.of(snapshot, lookup.assetId(), lookup.platforms());
        var credential = snapshot.credential(lookup.credentialId());
        if (credential == null) {
            return FactSheet.Facts.withoutCredential(lineage.facts());
        }
        var contractor = snapshot.contractor(credential.contractorId());
        var partner = snapshot.partner(credential.partnerId());
        return new FactSheet.Facts(
                credential.secretSha256(),
                credential.facts(lineage, issuedBefore(snapshot, contractor, partner), lookup.proofKeySha256()),
                contractor == null ? null : new ContractorFacts(contractor.id(), contractor.state()),
                partner == null ? null : partner(partner, credential.contractorId(), lineage, now),
                lineage.facts(),
                grants(snapshot, credential, lineage));
    }

    static PartnerFacts partner(State.OfPartner partner, String contractorId, Lineage lineage, Instant now) {
        var thaw = partner.state().equals("THAWING")
                ? new PartnerFacts.ThawFacts(partner.thaws(contractorId), lineage.isUnder(partner.thawAssetIds()))
                : null;
        var hours = partner.accessHours();
        return new PartnerFacts(
                partner.id(),
                partner.state(),
                thaw,
                partner.tier(),
                hours == null ? null : WallClock.facts(hours, now));
    }

    /** The latest watermark that a credential stands under. */
    static long issuedBefore(
            Snapshot snapshot, @Nullable State.OfContractor contractor, @Nullable State.OfPartner partner) {
        var own = Math.max(
                contractor == null ? 0 : contractor.issuedBeforeMs(), partner == null ? 0 : partner.issuedBeforeMs());
        return Math.max(own, snapshot.issuedBeforeMs());
    }

    private static List<GrantFacts> grants(Snapshot snapshot, LiveCredential credential, Lineage lineage) {
        var grants = new ArrayList<GrantFacts>(credential.grantIds().length);
        for (var id : credential.grantIds()) {
            var grant = snapshot.grant(id);
            if (grant != null) {
                grants.add(grant.facts(lineage));
            }
        }
        return grants;
    }
}
