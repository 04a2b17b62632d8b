package dev.portcullis.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.policy.Obligation;
import java.io.UncheckedIOException;
import java.util.List;

/** Obligations of policy as they are kept. */
public final class Duties {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Duties() {}

    static List<DecisionRecord.Duty> fromJson(String json) {
        try {
            return List.of(JSON.readValue(json, DecisionRecord.Duty[].class));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An obligation in the words of the record. */
    public static DecisionRecord.Duty of(Obligation obligation) {
        if (obligation instanceof Obligation.MaxRows rows) {
            return new DecisionRecord.Duty("MAX_ROWS", rows.value());
        }
        if (obligation instanceof Obligation.Watermark) {
            return new DecisionRecord.Duty("WATERMARK", null);
        }
        if (obligation instanceof Obligation.NoExport) {
            return new DecisionRecord.Duty("NO_EXPORT", null);
        }
        if (obligation instanceof Obligation.LogContentHash) {
            return new DecisionRecord.Duty("LOG_CONTENT_HASH", null);
        }
        throw new IllegalStateException("an obligation that the record has no word for: " + obligation);
    }
}
