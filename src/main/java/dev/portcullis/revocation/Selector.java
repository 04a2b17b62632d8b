package dev.portcullis.revocation;

import jakarta.annotation.Nullable;
import java.time.Instant;
import java.util.Objects;

/**
 * What to cut: the one thing of this type with this id, and all that rests on it; or, for a type that {@link
 * SelectorType#isWatermark}, all credentials of that thing that were issued before an instant.
 *
 * @param id of the thing; {@link #EVERYTHING} where it is all
 * @param issuedBefore the instant; null exactly for the other types
 */
public record Selector(
        SelectorType type, String id, @Nullable Instant issuedBefore) {

    /** Stands for the id of everything. */
    public static final String EVERYTHING = "everything";

    public Selector {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(id, "id");
        if (type.isWatermark() != (issuedBefore != null)) {
            throw new IllegalArgumentException("an instant belongs to a watermark, and to it alone");
        }
    }

    /** A thing. */
    public static Selector of(SelectorType type, String id) {
        return new Selector(type, id, null);
    }
}
