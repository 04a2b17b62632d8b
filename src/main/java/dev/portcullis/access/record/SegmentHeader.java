package dev.portcullis.access.record;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * What a segment says of itself, from the moment it is in use: before, its header is zeros.
 *
 * @param size of the whole file, in bytes
 * @param forced whether answers waited for the disk
 * @param boot of the machine; empty if unknown
 */
record SegmentHeader(int size, boolean forced, String boot) {

    /** Where frames start. */
    static final int BYTES = 128;

    private static final long MAGIC = 0x504f5254_44454331L;
    private static final int BOOT_AT = 16;
    private static final int BOOT_BYTES = 44;
    private static final int CRC_AT = BOOT_AT + BOOT_BYTES;
    private static final int SEALED_AT = 64;

    void write(ByteBuffer segment) {
        var bytes = ByteBuffer.allocate(CRC_AT);
        bytes.putLong(MAGIC).putInt(size).putInt(forced ? 1 : 0);
        bytes.put(boot.getBytes(StandardCharsets.US_ASCII));
        segment.putInt(CRC_AT, crc(bytes.array()));
        segment.put(0, bytes.array());
    }

    /** Says that another segment goes on behind this one. */
    static void seal(ByteBuffer segment) {
        segment.putInt(SEALED_AT, 1);
    }

    static boolean isSealed(ByteBuffer segment) {
        return segment.capacity() >= BYTES && segment.getInt(SEALED_AT) != 0;
    }

    /** Empty if there is none, or none that is whole. */
    static Optional<SegmentHeader> read(ByteBuffer segment) {
        if (segment.capacity() < BYTES) {
            return Optional.empty();
        }
        var bytes = new byte[CRC_AT];
        segment.get(0, bytes);
        var header = ByteBuffer.wrap(bytes);
        if (header.getLong(0) != MAGIC || segment.getInt(CRC_AT) != crc(bytes)) {
            return Optional.empty();
        }
        var boot = new String(bytes, BOOT_AT, BOOT_BYTES, StandardCharsets.US_ASCII).trim();
        return Optional.of(new SegmentHeader(header.getInt(8), header.getInt(12) != 0, boot));
    }

    private static int crc(byte[] bytes) {
        var crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
