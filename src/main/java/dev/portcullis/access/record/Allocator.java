package dev.portcullis.access.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Makes the file of a segment. */
interface Allocator {

    /**
     * A new file of zeros, mapped. Every block of it MUST be allocated on the disk, or this fails: writing into the
     * mapping later, where an error cannot be told, finds no full disk.
     */
    MappedByteBuffer allocate(Path file, int size) throws IOException;

    /** Writes zeros, for a file that is merely made long has no blocks. */
    static MappedByteBuffer zeros(Path file, int size) throws IOException {
        try (var channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            var zeros = ByteBuffer.allocateDirect(64 * 1024);
            for (var left = size; left > 0; ) {
                zeros.clear().limit(Math.min(left, zeros.capacity()));
                left -= channel.write(zeros);
            }
            channel.force(true);
            var mapping = channel.map(MapMode.READ_WRITE, 0, size);
            touch(mapping);
            return mapping;
        }
    }

    /** Takes the page faults now, of which an append would take one every few records. */
    private static void touch(MappedByteBuffer mapping) {
        for (var page = 0; page < mapping.capacity(); page += 4096) {
            mapping.put(page, (byte) 0);
        }
    }
}
