package dev.portcullis.common;

import jakarta.annotation.Nullable;
import java.time.Instant;

/**
 * An instant before which no credential counts: what was issued earlier is worth nothing, for ever. Null stands for none. A
 * watermark only moves forward.
 */
public final class Watermark {

    private Watermark() {}

    /** The first instant after a cut, to the precision of all times here: what was issued up to the cut is before it. */
    public static Instant after(Instant cut) {
        return cut.plusMillis(1);
    }

    /** The later of two. */
    @Nullable
    public static Instant later(@Nullable Instant one, @Nullable Instant other) {
        return one == null || other != null && other.isAfter(one) ? other : one;
    }

    /** As the change log and policy have it: milliseconds since 1970, 0 for none. */
    public static long millis(@Nullable Instant watermark) {
        return watermark == null ? 0 : watermark.toEpochMilli();
    }
}
