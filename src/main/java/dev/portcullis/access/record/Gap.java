package dev.portcullis.access.record;

import java.time.Instant;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * Decisions that were given and are lost.
 *
 * @param first the sequence of the first
 * @param last of the last; empty if not known: then there may even be none
 * @param from none was given before
 * @param until nor after
 */
public record Gap(
        String id,
        Origin origin,
        long first,
        OptionalLong last,
        GapCause cause,
        Instant from,
        Instant until,
        Instant foundAt) {

    public Gap {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(origin, "origin");
        if (first < 1 || last.isPresent() && last.getAsLong() < first) {
            throw new IllegalArgumentException(first + " to " + last);
        }
        Objects.requireNonNull(cause, "cause");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(until, "until");
        Objects.requireNonNull(foundAt, "foundAt");
    }
}
