package dev.portcullis.access.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A file of frames that an earlier process wrote.
 *
 * @param index its place among those of its origin
 */
record SegmentFile(Path path, long index, ByteBuffer bytes) {

    static SegmentFile read(Path path, long index) throws IOException {
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            return new SegmentFile(path, index, channel.map(MapMode.READ_ONLY, 0, channel.size()));
        }
    }

    FrameReader frames() {
        return new FrameReader(bytes, SegmentHeader.BYTES, bytes.capacity());
    }

    /** Whether it was ever more than kept ready. */
    boolean isUsed() {
        var header = Math.min(bytes.capacity(), SegmentHeader.BYTES);
        return bytes.slice(0, header).mismatch(ByteBuffer.allocate(header)) >= 0
                || frames().peek().isPresent();
    }

    /** What may be lost behind its last frame, if it is the last file there is; empty if nothing. */
    Optional<GapCause> tail() {
        var header = SegmentHeader.read(bytes);
        if (header.isEmpty() || bytes.capacity() < header.get().size()) {
            return Optional.of(GapCause.RECORD_DAMAGED);
        }
        if (SegmentHeader.isSealed(bytes)) {
            return Optional.of(GapCause.SEGMENT_MISSING);
        }
        return header.filter(known -> !known.forced() && !known.boot().equals(Boot.ID))
                .map(known -> GapCause.MACHINE_STOPPED);
    }
}
