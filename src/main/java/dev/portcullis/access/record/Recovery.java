package dev.portcullis.access.record;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Ships what earlier processes left in the folder, names what they lost, and closes their epochs. It can be run again after
 * a failure at any point.
 */
final class Recovery {

    private final Ledger ledger;
    private final SegmentFolder folder;
    private final Origin present;
    private final int rows;
    private final RecordMetrics metrics;

    Recovery(Ledger ledger, SegmentFolder folder, Origin present, int rows, RecordMetrics metrics) {
        this.ledger = ledger;
        this.folder = folder;
        this.present = present;
        this.rows = rows;
        this.metrics = metrics;
    }

    /** Ships what is in the folder. */
    void ship() throws IOException {
        for (var left : folder.files().entrySet()) {
            if (!left.getKey().equals(present)) {
                ship(left.getKey(), left.getValue());
            }
        }
    }

    /**
     * Names epochs of this replica as lost that are open and of which nothing is in the folder. False if one may be of a
     * process that still runs, as it was heard of a moment ago: to be asked again.
     */
    boolean nameLost() {
        var done = true;
        for (var left : ledger.left(present)) {
            if (left.silent()) {
                lose(left.origin(), GapCause.SEGMENT_MISSING);
            }
            done &= left.silent();
        }
        return done;
    }

    private void ship(Origin origin, List<SegmentFile> files) throws IOException {
        ledger.openLate(origin);
        var used = files.stream().filter(SegmentFile::isUsed).toList();
        var shipment = new Shipment(ledger, origin, rows, metrics);
        for (var i = 0; i < used.size(); i++) {
            var follows = i > 0 && used.get(i).index() == used.get(i - 1).index() + 1;
            var frames = used.get(i).frames();
            while (shipment.next(frames, follows).isPresent()) {}
        }
        close(origin, used, shipment.shipped());
        for (var file : files) {
            folder.remove(file.path());
        }
    }

    private void close(Origin origin, List<SegmentFile> used, long shipped) {
        var epoch = ledger.find(origin);
        if (epoch.closed()) {
            return;
        }
        var cause = used.isEmpty()
                ? Optional.of(GapCause.SEGMENT_MISSING)
                : used.get(used.size() - 1).tail();
        if (cause.isEmpty() && epoch.promised() > shipped) {
            cause = Optional.of(GapCause.TAIL_MISSING);
        }
        if (cause.isPresent()) {
            lose(origin, cause.get());
        } else {
            ledger.close(origin, shipped);
        }
    }

    private void lose(Origin origin, GapCause cause) {
        if (ledger.loseRest(origin, cause)) {
            metrics.gap(origin, cause);
        }
    }
}
