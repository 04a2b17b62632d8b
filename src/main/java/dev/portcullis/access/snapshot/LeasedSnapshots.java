package dev.portcullis.access.snapshot;

import dev.portcullis.change.replica.Replica;
import dev.portcullis.common.ErrorReason;
import dev.portcullis.common.PortcullisException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.function.BooleanSupplier;

/** The snapshot, while this replica holds a lease. */
@Singleton
class LeasedSnapshots {

    private final SnapshotFollower follower;
    private final BooleanSupplier mayAnswer;

    @Inject
    LeasedSnapshots(SnapshotFollower follower, Replica replica) {
        this(follower, replica::mayAnswer);
    }

    LeasedSnapshots(SnapshotFollower follower, BooleanSupplier mayAnswer) {
        this.follower = follower;
        this.mayAnswer = mayAnswer;
    }

    /**
     * The snapshot of now. Fails with DECISION_UNAVAILABLE without a lease.
     *
     * @param asked what it is wanted to be known of, for whoever is told that it is not
     */
    Snapshot current(String asked) {
        // The lease first: it vouches for the snapshots from then on, not for one that was read before.
        if (!mayAnswer.getAsBoolean()) {
            throw new PortcullisException(
                    ErrorReason.DECISION_UNAVAILABLE,
                    "this replica cannot know whether " + asked + " was taken away; ask another");
        }
        return follower.current();
    }
}
