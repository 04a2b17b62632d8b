package dev.portcullis.common;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

/** Reads columns of native queries, whose Java type is the driver's choice. */
public final class Columns {

    private Columns() {}

    /** A timestamptz. */
    public static Instant instant(Object column) {
        return column instanceof Instant instant ? instant : ((OffsetDateTime) column).toInstant();
    }

    /** A bigint. */
    public static long number(Object column) {
        return ((Number) column).longValue();
    }

    /** What {@code array_to_string(column, ',')} makes of words. */
    public static List<String> words(Object column) {
        return column.equals("") ? List.of() : List.of(((String) column).split(","));
    }
}
