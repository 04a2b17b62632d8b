package dev.portcullis.access.record;

import java.nio.MappedByteBuffer;
import java.nio.file.Path;

/** A file of frames that this process writes. Guarded by {@link Segments}, but for {@link #force}. */
final class Segment {

    private final Path file;
    private final MappedByteBuffer bytes;
    private int end = SegmentHeader.BYTES;
    private int forced;

    Segment(Path file, MappedByteBuffer bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    Path file() {
        return file;
    }

    /** Where the last frame ends. */
    int end() {
        return end;
    }

    boolean hasRoom(int size) {
        return size <= bytes.capacity() - end;
    }

    void begin(SegmentHeader header) {
        header.write(bytes);
    }

    void seal() {
        SegmentHeader.seal(bytes);
    }

    void append(Frame frame, long first, long at) {
        frame.write(bytes, end, first, at);
        end += frame.size();
    }

    /** When the frame at this place was appended. */
    long timeAt(int offset) {
        return bytes.getLong(offset + Frame.TIME_AT);
    }

    FrameReader read(int from, int to) {
        return new FrameReader(bytes, from, to);
    }

    /** Returns when everything before an offset is on the disk. By one thread. */
    void force(int to) {
        if (to > forced) {
            bytes.force(forced, to - forced);
            forced = to;
        }
    }
}
