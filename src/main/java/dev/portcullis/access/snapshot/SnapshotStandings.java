package dev.portcullis.access.snapshot;

import dev.portcullis.access.Standings;
import dev.portcullis.change.State;
import dev.portcullis.change.replica.Replica;
import dev.portcullis.common.Caller;
import dev.portcullis.common.ErrorReason;
import dev.portcullis.common.PortcullisException;
import dev.portcullis.policy.AdminInput.CallerFacts;
import jakarta.annotation.Nullable;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collections;
import java.util.function.BooleanSupplier;

/** Standings out of the snapshot, while this replica holds a lease. */
@Singleton
class SnapshotStandings implements Standings {

    /** The state of a partner that is not there: none that lets anybody in. */
    private static final String NOWHERE = "";

    private final SnapshotFollower follower;
    private final BooleanSupplier mayAnswer;

    @Inject
    SnapshotStandings(SnapshotFollower follower, Replica replica) {
        this(follower, replica::mayAnswer);
    }

    SnapshotStandings(SnapshotFollower follower, BooleanSupplier mayAnswer) {
        this.follower = follower;
        this.mayAnswer = mayAnswer;
    }

    @Override
    public CallerFacts of(Caller caller) {
        if (!caller.actsForPartner()) {
            return CallerFacts.OF_NO_PARTNER;
        }
        // The lease first, as in SnapshotFacts.
        if (!mayAnswer.getAsBoolean()) {
            throw new PortcullisException(
                    ErrorReason.DECISION_UNAVAILABLE,
                    "this replica cannot know whether your access was taken away; ask another");
        }
        var snapshot = follower.current();
        var contractor = snapshot.contractorOf(caller.subject());
        var partner = contractor == null ? null : snapshot.partner(contractor.partnerId());
        return new CallerFacts(
                contractor == null ? null : contractor.state(),
                contractor == null ? null : partner == null ? NOWHERE : partner.state(),
                contractor != null && partner != null && isThawed(contractor, partner),
                caller.partnerId().map(id -> state(snapshot.partner(id))).orElse(null));
    }

    private static boolean isThawed(State.OfContractor contractor, State.OfPartner partner) {
        return Collections.binarySearch(partner.thawContractorIds(), contractor.id()) >= 0;
    }

    @Nullable
    private static String state(@Nullable State.OfPartner partner) {
        return partner == null ? null : partner.state();
    }
}
