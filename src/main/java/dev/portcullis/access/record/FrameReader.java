package dev.portcullis.access.record;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Reads the frames of a segment in their order. Bytes that are no frame are passed over if a frame stands behind them: the
 * jump of the sequence shows what was lost there. If none does, that is the end; a frame that was never completed was never
 * answered for.
 */
final class FrameReader {

    private final ByteBuffer bytes;
    private final int limit;
    private int offset;
    private StoredFrame next;

    FrameReader(ByteBuffer bytes, int from, int limit) {
        this.bytes = bytes.duplicate();
        this.offset = from;
        this.limit = limit;
    }

    /** The next frame, of which {@link #advance} leads on; empty at the end. */
    Optional<StoredFrame> peek() {
        while (next == null && offset <= limit - Frame.HEADER) {
            if (isFrame(offset)) {
                next = read(offset);
            } else {
                offset += Long.BYTES;
            }
        }
        return Optional.ofNullable(next);
    }

    void advance() {
        offset = next.end();
        next = null;
    }

    private boolean isFrame(int at) {
        if (bytes.getInt(at + Frame.MAGIC_AT) != Frame.MAGIC) {
            return false;
        }
        var length = bytes.getInt(at);
        if (length < Frame.HEADER || length > limit - at) {
            return false;
        }
        var crc = new CRC32C();
        crc.update(bytes.slice(at + Frame.COUNT_AT, length - Frame.COUNT_AT));
        crc.update(bytes.slice(at + Frame.FIRST_AT, Frame.COUNT_AT - Frame.FIRST_AT));
        return (int) crc.getValue() == bytes.getInt(at + Frame.CRC_AT);
    }

    private StoredFrame read(int at) {
        var length = bytes.getInt(at);
        var count = bytes.getInt(at + Frame.COUNT_AT);
        var entries = new ArrayList<byte[]>(count);
        var position = at + Frame.HEADER;
        for (var i = 0; i < count; i++) {
            var entry = new byte[bytes.getInt(position)];
            bytes.get(position + Integer.BYTES, entry);
            entries.add(entry);
            position += Integer.BYTES + entry.length;
        }
        return new StoredFrame(
                at,
                Math.min(limit, at + Frame.padded(length)),
                bytes.getLong(at + Frame.FIRST_AT),
                bytes.getLong(at + Frame.TIME_AT),
                entries);
    }
}
