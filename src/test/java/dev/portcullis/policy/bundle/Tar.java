package dev.portcullis.policy.bundle;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** Writes gzipped tars, also such as no honest program would. */
final class Tar {

    private static final int BLOCK = 512;

    private final ByteArrayOutputStream blocks = new ByteArrayOutputStream();

    static byte[] of(Map<String, byte[]> files) {
        var tar = new Tar();
        files.forEach((name, content) -> tar.file(name, content));
        return tar.gzip();
    }

    Tar file(String name, byte[] content) {
        return entry(name, '0', content, content.length);
    }

    /** @param size what the header says of the content */
    Tar entry(String name, char type, byte[] content, long size) {
        var header = new byte[BLOCK];
        put(header, 0, name);
        put(header, 100, "0000600\0");
        put(header, 124, "%011o".formatted(size));
        put(header, 136, "00000000000");
        put(header, 148, "        ");
        header[156] = (byte) type;
        put(header, 157, type == '2' ? "/etc/passwd" : "");
        put(header, 257, "ustar\00000");
        int sum = 0;
        for (byte b : header) {
            sum += b & 0xff;
        }
        put(header, 148, "%06o\0 ".formatted(sum));
        blocks.writeBytes(header);
        blocks.writeBytes(content);
        blocks.writeBytes(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
        return this;
    }

    byte[] gzip() {
        return gzip(new byte[2 * BLOCK]);
    }

    byte[] gzip(byte[] end) {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            blocks.writeTo(gzip);
            gzip.write(end);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }

    private static void put(byte[] header, int at, String text) {
        var bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }
}
