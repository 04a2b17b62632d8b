package dev.portcullis.access.record;

/**
 * How much there may be of what.
 *
 * @param segmentBytes of a segment
 * @param backlogBytes of what waits to be shipped
 */
record Limits(int segmentBytes, long backlogBytes) {

    private static final int LEAST = 4 << 20;
    private static final int MOST = 1 << 30;

    Limits {
        if (segmentBytes <= SegmentHeader.BYTES || backlogBytes < 1) {
            throw new IllegalArgumentException("segments of " + segmentBytes + ", backlog of " + backlogBytes);
        }
    }

    static Limits of(RecordConfig config) {
        if (config.segmentBytes() < LEAST || config.segmentBytes() > MOST) {
            throw new IllegalArgumentException(
                    "portcullis.decisions.segment-bytes must be " + LEAST + " to " + MOST + " bytes");
        }
        if (config.backlogBytes() < config.segmentBytes()) {
            throw new IllegalArgumentException(
                    "portcullis.decisions.backlog-bytes must not be less than segment-bytes");
        }
        return new Limits(config.segmentBytes(), config.backlogBytes());
    }
}
