package dev.portcullis.policy.wasm;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * Reads a gzipped tar archive into memory: the plain files that {@code opa build} writes (POSIX ustar headers), and
 * nothing else. For small archives that are part of this program, not for those of strangers.
 */
final class TarGz {

    private static final int BLOCK = 512;
    private static final int NAME_LENGTH = 100;
    private static final int SIZE_AT = 124;
    private static final int SIZE_LENGTH = 12;

    private TarGz() {}

    /** The files of the archive by name, without the leading slash. Reads to the end; does not close. */
    static Map<String, byte[]> read(InputStream archive) throws IOException {
        var in = new DataInputStream(new GZIPInputStream(archive));
        var files = new HashMap<String, byte[]>();
        var header = new byte[BLOCK];
        for (in.readFully(header); header[0] != 0; in.readFully(header)) {
            int size = Integer.parseInt(text(header, SIZE_AT, SIZE_LENGTH), 8);
            var content = new byte[size];
            in.readFully(content);
            in.readFully(new byte[(BLOCK - size % BLOCK) % BLOCK]);
            files.put(text(header, 0, NAME_LENGTH).replaceFirst("^/", ""), content);
        }
        // The checksum of gzip is verified only at its end.
        in.transferTo(OutputStream.nullOutputStream());
        return files;
    }

    private static String text(byte[] header, int at, int length) {
        int end = at;
        while (end < at + length && header[end] != 0) {
            end++;
        }
        return new String(header, at, end - at, StandardCharsets.US_ASCII).trim();
    }
}
