package dev.portcullis.change;

import java.time.Instant;
import java.time.OffsetDateTime;

/** Reads a timestamptz of a native query, whose Java type depends on the driver. */
final class Times {

    private Times() {}

    static Instant instant(Object column) {
        if (column instanceof Instant instant) {
            return instant;
        }
        return ((OffsetDateTime) column).toInstant();
    }
}
