package dev.portcullis.access.snapshot;

import dev.portcullis.access.Standings;
import dev.portcullis.change.State;
import dev.portcullis.common.Caller;
import dev.portcullis.policy.AdminInput.CallerFacts;
import jakarta.annotation.Nullable;
import jakarta.inject.Singleton;

/** Standings out of the snapshot, while this replica holds a lease. */
@Singleton
class SnapshotStandings implements Standings {

    /** The state of a partner that is not there: none that lets anybody in. */
    private static final String NOWHERE = "";

    private final LeasedSnapshots snapshots;

    SnapshotStandings(LeasedSnapshots snapshots) {
        this.snapshots = snapshots;
    }

    @Override
    public CallerFacts of(Caller caller) {
        if (!caller.actsForPartner()) {
            return CallerFacts.OF_NO_PARTNER;
        }
        var snapshot = snapshots.current("your access");
        var contractor = snapshot.contractorOf(caller.subject());
        var partner = contractor == null ? null : snapshot.partner(contractor.partnerId());
        return new CallerFacts(
                contractor == null ? null : contractor.state(),
                contractor == null ? null : partner == null ? NOWHERE : partner.state(),
                contractor != null && partner != null && partner.thaws(contractor.id()),
                caller.partnerId().map(id -> state(snapshot.partner(id))).orElse(null));
    }

    @Nullable
    private static String state(@Nullable State.OfPartner partner) {
        return partner == null ? null : partner.state();
    }
}
