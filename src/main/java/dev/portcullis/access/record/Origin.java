package dev.portcullis.access.record;

import java.util.Objects;

/**
 * Who numbers entries: a replica in one of its lives. Sequences are 1, 2, 3, ... within it, without a gap.
 *
 * @param replica stable over restarts
 * @param epoch another one for every start
 */
public record Origin(String replica, long epoch) {

    public Origin {
        Objects.requireNonNull(replica, "replica");
        if (epoch < 1) {
            throw new IllegalArgumentException("epoch " + epoch);
        }
    }
}
