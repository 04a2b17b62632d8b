package dev.portcullis.change.replica;

import java.time.Duration;
import java.util.Objects;

/**
 * That a replica will not answer any more as if a change had not been made.
 *
 * @param replica what it is called
 * @param epoch tells apart two of one name, or one before and after it joined again
 * @param appliedRevision how far it was when that was found
 * @param cause how it is known
 * @param took from the commit of the change until it was known
 */
public record Receipt(String replica, long epoch, long appliedRevision, Cause cause, Duration took) {

    /** How it is known. */
    public enum Cause {
        /** It has the change. */
        APPLIED,
        /** It may not have the change, but its lease is over: it gets another only with the change. */
        LEASE_RAN_OUT,
        /** It is in the table no more: it has stopped answering. */
        LEFT
    }

    public Receipt {
        Objects.requireNonNull(replica, "replica");
        Objects.requireNonNull(cause, "cause");
        Objects.requireNonNull(took, "took");
    }
}
