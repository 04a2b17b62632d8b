package dev.portcullis.change.replica;

import jakarta.inject.Singleton;
import java.util.OptionalLong;

/**
 * Under which epoch this replica is in the table, and the lease it has.
 *
 * <p>Invariant: whoever finds {@link #mayAnswer} true has, or is about to see, every change that was committed before the lease
 * began; and any that commits while it holds is waited for by whoever made it, until this replica has it or the lease is over.
 */
@Singleton
class Membership {

    private final LeaseClocks clocks;
    private volatile OptionalLong epoch = OptionalLong.empty();
    private volatile Lease lease;

    Membership(LeaseClocks clocks) {
        this.clocks = clocks;
    }

    OptionalLong epoch() {
        return epoch;
    }

    synchronized void joined(long newEpoch) {
        lease = null;
        epoch = OptionalLong.of(newEpoch);
    }

    /** It is in the table no more, or will not be soon: it answers no more from now on. */
    synchronized void left() {
        lease = null;
        epoch = OptionalLong.empty();
    }

    /** As {@link #left()}, if that is the epoch still. */
    synchronized void left(long under) {
        if (epoch.isPresent() && epoch.getAsLong() == under) {
            left();
        }
    }

    /** Takes a lease that was asked for under an epoch; in vain if that is not the epoch any more. */
    synchronized void renewed(long under, Lease newLease) {
        if (epoch.isPresent() && epoch.getAsLong() == under) {
            lease = newLease;
        }
    }

    boolean mayAnswer() {
        var current = lease;
        return current != null && current.holds(clocks);
    }
}
