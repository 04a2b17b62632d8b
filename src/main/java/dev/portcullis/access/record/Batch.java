package dev.portcullis.access.record;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Frames without a gap, to be stored in one transaction.
 *
 * @param lastAt when the last frame was appended, ms
 * @param json an array of the entries, each with its sequence
 */
record Batch(long first, long last, long lastAt, String json) {

    /** @param frames at least one; none before, and no gap between */
    static Batch of(List<StoredFrame> frames) {
        var json = new StringBuilder("[");
        for (var frame : frames) {
            for (var i = 0; i < frame.entries().size(); i++) {
                json.append(json.length() == 1 ? "{\"sequence\":" : ",{\"sequence\":")
                        .append(frame.first() + i)
                        .append(',')
                        .append(
                                new String(frame.entries().get(i), StandardCharsets.US_ASCII),
                                1,
                                frame.entries().get(i).length);
            }
        }
        var tail = frames.get(frames.size() - 1);
        return new Batch(
                frames.get(0).first(), tail.last(), tail.at(), json.append(']').toString());
    }

    /** How many entries. */
    long count() {
        return last - first + 1;
    }
}
