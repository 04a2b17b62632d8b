package dev.portcullis.access.record;

import java.util.ArrayList;
import java.util.OptionalInt;

/**
 * Ships the frames of one origin in their order, and names what is missing between them. After a failure another one goes
 * on from where the database says that the origin stands.
 */
final class Shipment {

    private final Ledger ledger;
    private final Origin origin;
    private final int rows;
    private final RecordMetrics metrics;
    private long shipped;

    Shipment(Ledger ledger, Origin origin, int rows, RecordMetrics metrics) {
        this.ledger = ledger;
        this.origin = origin;
        this.rows = rows;
        this.metrics = metrics;
        this.shipped = ledger.find(origin).shipped();
    }

    /** Up to it everything is in the database, or named there as lost. */
    long shipped() {
        return shipped;
    }

    /**
     * Ships one batch, and returns the offset behind it; empty if nothing is left.
     *
     * @param follows whether the segment before this one was read too
     */
    OptionalInt next(FrameReader segment, boolean follows) {
        var frames = new ArrayList<StoredFrame>();
        var last = shipped;
        var end = OptionalInt.empty();
        for (var frame = segment.peek(); frame.isPresent() && last - shipped < rows; frame = segment.peek()) {
            var found = frame.get();
            if (found.first() > last + 1) {
                if (!frames.isEmpty()) {
                    break;
                }
                skip(found, follows);
                last = shipped;
            }
            if (found.last() > shipped) {
                frames.add(found);
                last = found.last();
            }
            end = OptionalInt.of(found.end());
            segment.advance();
        }
        if (!frames.isEmpty()) {
            ship(Batch.of(frames));
        }
        return end;
    }

    private void ship(Batch batch) {
        if (!ledger.ship(origin, batch)) {
            throw new IllegalStateException(origin + " does not stand at " + shipped + " any more");
        }
        shipped = batch.last();
        metrics.shipped(batch.count());
    }

    private void skip(StoredFrame next, boolean follows) {
        var isFirst = next.start() == SegmentHeader.BYTES;
        var cause = isFirst && !follows ? GapCause.SEGMENT_MISSING : GapCause.RECORD_DAMAGED;
        if (!ledger.skip(origin, shipped, next.first() - 1, cause, next.at())) {
            throw new IllegalStateException(origin + " does not stand at " + shipped + " any more");
        }
        metrics.gap(origin, cause);
        shipped = next.first() - 1;
    }
}
