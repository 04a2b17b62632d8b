package dev.portcullis.access.record;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Entries that go on record together, as they lie in a segment:
 *
 * <pre>
 *  0 length in bytes, without padding    4 CRC-32C of the rest, in the order 24..length, 8..24
 *  8 sequence of the first entry        16 when it was appended, ms
 * 24 number of entries                  28 {@link #MAGIC}
 * 32 each entry: its length, its bytes
 * </pre>
 *
 * All but sequence and time is made ready, and sent through the CRC, before a lock is taken. The length is written last.
 */
final class Frame {

    static final int HEADER = 32;

    /** Its first byte is in no entry, as entries are ASCII: what looks like a frame inside of one is none. */
    static final int MAGIC = 0xf7dec101;

    static final int CRC_AT = 4;
    static final int FIRST_AT = 8;
    static final int TIME_AT = 16;
    static final int COUNT_AT = 24;
    static final int MAGIC_AT = 28;

    private final ByteBuffer bytes;
    private final CRC32C crc = new CRC32C();
    private final int count;

    private Frame(ByteBuffer bytes, int count) {
        this.bytes = bytes;
        this.count = count;
        crc.update(bytes.array(), COUNT_AT, bytes.capacity() - COUNT_AT);
    }

    /** @param entries at least one */
    static Frame of(List<byte[]> entries) {
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("a frame without entries");
        }
        var length = HEADER;
        for (var entry : entries) {
            length = Math.addExact(length, Integer.BYTES + entry.length);
        }
        var bytes = ByteBuffer.allocate(length);
        bytes.putInt(0, length).putInt(COUNT_AT, entries.size()).putInt(MAGIC_AT, MAGIC);
        bytes.position(HEADER);
        for (var entry : entries) {
            bytes.putInt(entry.length).put(entry);
        }
        return new Frame(bytes, entries.size());
    }

    int count() {
        return count;
    }

    /** What it takes of a segment. */
    int size() {
        return padded(bytes.capacity());
    }

    static int padded(int length) {
        return (length + 7) & ~7;
    }

    /** Completes it and copies it into a segment. Once. */
    void write(ByteBuffer segment, int offset, long first, long at) {
        bytes.putLong(FIRST_AT, first).putLong(TIME_AT, at);
        crc.update(bytes.array(), FIRST_AT, COUNT_AT - FIRST_AT);
        bytes.putInt(CRC_AT, (int) crc.getValue());
        segment.put(offset + CRC_AT, bytes.array(), CRC_AT, bytes.capacity() - CRC_AT);
        segment.putInt(offset, bytes.capacity());
    }
}
