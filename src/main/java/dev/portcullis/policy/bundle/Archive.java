package dev.portcullis.policy.bundle;

import static dev.portcullis.policy.bundle.Refusals.require;

import dev.portcullis.policy.BundleRefusal;
import dev.portcullis.policy.BundleRefusedException;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * Reads a stranger's gzipped tar (POSIX ustar) into memory: plain files under plain relative names, each once, in no more
 * bytes than allowed. What it does not know it refuses: links, devices, folders, extended headers.
 */
final class Archive {

    private static final int MOST_FILES = 256;
    private static final int BLOCK = 512;
    private static final int MOST_SIZE_DIGITS = 11;

    /** No empty, {@code .} or {@code ..} part, since a part has more than dots; a leading dot is for files of OPA's own. */
    private static final Pattern NAME =
            Pattern.compile("(\\.?[A-Za-z0-9_-][A-Za-z0-9._-]*)(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*");

    private Archive() {}

    /** The files by name, in order, without the leading slash that OPA writes. */
    static Map<String, byte[]> read(byte[] archive, int maxBytes, int maxUnpackedBytes) {
        require(
                archive.length <= maxBytes,
                BundleRefusal.ARCHIVE_TOO_LARGE,
                "the archive has " + archive.length + " bytes; " + maxBytes + " are taken");
        try (var unpacked =
                new BoundedInputStream(new GZIPInputStream(new ByteArrayInputStream(archive)), maxUnpackedBytes)) {
            return files(new DataInputStream(unpacked));
        } catch (IOException e) {
            throw new BundleRefusedException(
                    BundleRefusal.ARCHIVE_MALFORMED, "the archive is no whole gzipped tar: " + e.getMessage(), e);
        }
    }

    private static Map<String, byte[]> files(DataInputStream in) throws IOException {
        var files = new TreeMap<String, byte[]>();
        var header = new byte[BLOCK];
        for (in.readFully(header); !isEmpty(header); in.readFully(header)) {
            var name = name(header);
            require(files.size() < MOST_FILES, BundleRefusal.ARCHIVE_TOO_LARGE, "more than " + MOST_FILES + " files");
            var content = in.readNBytes(size(header, name));
            require(content.length == size(header, name), BundleRefusal.ARCHIVE_MALFORMED, name + " is cut short");
            in.readFully(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
            require(files.put(name, content) == null, BundleRefusal.ARCHIVE_MALFORMED, name + " is there twice");
        }
        // To the end, where the checksum of gzip is; only padding may come.
        for (var rest = in.readNBytes(BLOCK); rest.length > 0; rest = in.readNBytes(BLOCK)) {
            require(isEmpty(rest), BundleRefusal.ARCHIVE_MALFORMED, "something comes after the end of the archive");
        }
        return files;
    }

    private static String name(byte[] header) {
        require(
                checksum(header) == number(header, 148, 8),
                BundleRefusal.ARCHIVE_MALFORMED,
                "a header of the archive is broken");
        var prefix = text(header, 345, 155);
        var name = (prefix.isEmpty() ? "" : prefix + "/") + text(header, 0, 100);
        require(
                header[156] == '0' || header[156] == 0,
                BundleRefusal.ARCHIVE_MALFORMED,
                quoted(name) + " is no plain file");
        var relative = name.startsWith("/") ? name.substring(1) : name;
        require(
                NAME.matcher(relative).matches(),
                BundleRefusal.ARCHIVE_MALFORMED,
                quoted(name) + " is no name for a file of a bundle");
        return relative;
    }

    private static int size(byte[] header, String name) {
        var size = number(header, 124, 12);
        require(size <= Integer.MAX_VALUE - 2L * BLOCK, BundleRefusal.ARCHIVE_TOO_LARGE, name + " is too large");
        return (int) size;
    }

    private static long checksum(byte[] header) {
        long sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            sum += i >= 148 && i < 156 ? ' ' : header[i] & 0xff;
        }
        return sum;
    }

    private static long number(byte[] header, int at, int length) {
        var digits = text(header, at, length).trim();
        require(
                digits.length() <= MOST_SIZE_DIGITS && digits.matches("[0-7]+"),
                BundleRefusal.ARCHIVE_MALFORMED,
                "a header of the archive is broken");
        return Long.parseLong(digits, 8);
    }

    private static String text(byte[] header, int at, int length) {
        int end = at;
        while (end < at + length && header[end] != 0) {
            end++;
        }
        return new String(header, at, end - at, StandardCharsets.ISO_8859_1);
    }

    /** Names reach messages; of a stranger's, only what cannot hurt there. */
    private static String quoted(String name) {
        return "'" + name.replaceAll("[^ -~]", "?") + "'";
    }

    private static boolean isEmpty(byte[] block) {
        return Arrays.equals(block, new byte[block.length]);
    }
}
