package dev.portcullis.change;

import java.time.Instant;
import java.util.Objects;

/**
 * The place of a change among all changes.
 *
 * @param revision one more than that of the change before
 * @param at when, in whole milliseconds; never earlier than the change before
 */
public record Stamp(long revision, Instant at) {

    public Stamp {
        if (revision < 1) {
            throw new IllegalArgumentException("the first change has revision 1");
        }
        Objects.requireNonNull(at, "at");
    }
}
