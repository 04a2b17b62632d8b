package dev.portcullis.policy;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What a platform must do with what it hands out after an ALLOW. One that it cannot meet, it must treat as a DENY. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Obligation.Watermark.class, name = "WATERMARK"),
    @JsonSubTypes.Type(value = Obligation.MaxRows.class, name = "MAX_ROWS"),
    @JsonSubTypes.Type(value = Obligation.NoExport.class, name = "NO_EXPORT"),
    @JsonSubTypes.Type(value = Obligation.LogContentHash.class, name = "LOG_CONTENT_HASH")
})
public sealed interface Obligation {

    /**
     * Of this and another of the same kind the one that asks more; meeting it meets both. This one, unless the kind has
     * something to compare: what does not say how it is compared is not relaxed.
     */
    default Obligation stricter(Obligation other) {
        return this;
    }

    /** Mark what is handed out so that a copy leads back to the contractor. */
    record Watermark() implements Obligation {}

    /** Give no way to take a copy out. */
    record NoExport() implements Obligation {}

    /** Log the SHA-256 of what is handed out, with the decision's id: by it a copy found elsewhere is known again. */
    record LogContentHash() implements Obligation {}

    /**
     * Hand out no more rows than this in one access.
     *
     * @param value rows, at least 1
     */
    record MaxRows(long value) implements Obligation {

        public MaxRows {
            if (value < 1) {
                throw new IllegalArgumentException("MAX_ROWS below 1");
            }
        }

        @Override
        public MaxRows stricter(Obligation other) {
            return ((MaxRows) other).value < value ? (MaxRows) other : this;
        }
    }
}
