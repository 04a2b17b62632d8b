package dev.portcullis.access.record;

import java.util.regex.Pattern;

/**
 * Who numbers entries: a replica in one of its lives. Sequences are 1, 2, 3, ... within it, without a gap.
 *
 * @param replica stable over restarts
 * @param epoch another one for every start
 */
public record Origin(String replica, long epoch) {

    private static final Pattern REPLICA = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,126}");

    public Origin {
        if (!REPLICA.matcher(replica).matches()) {
            throw new IllegalArgumentException(
                    "a replica id is of letters, digits, '.', '_' and '-', at most 127: portcullis.replica.id");
        }
        if (epoch < 1) {
            throw new IllegalArgumentException("epoch " + epoch);
        }
    }
}
