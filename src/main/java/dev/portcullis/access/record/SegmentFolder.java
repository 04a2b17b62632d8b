package dev.portcullis.access.record;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The folder of segments, of which there is one writer: whoever holds its lock. */
final class SegmentFolder implements AutoCloseable {

    private static final Pattern NAME = Pattern.compile("(.+)\\.([0-9a-f]{16})\\.([0-9]{10})\\.segment");

    private final Path directory;
    private final FileChannel lock;

    private SegmentFolder(Path directory, FileChannel lock) {
        this.directory = directory;
        this.lock = lock;
    }

    /** @throws IllegalStateException if another process has it */
    static SegmentFolder open(Path directory) throws IOException {
        Files.createDirectories(directory);
        var channel = FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isLocked(channel)) {
            channel.close();
            throw new IllegalStateException("another process uses " + directory.toAbsolutePath()
                    + "; every replica needs a folder of its own: portcullis.decisions.directory");
        }
        return new SegmentFolder(directory, channel);
    }

    @SuppressWarnings("resource") // the lock is released with its channel
    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    Path file(Origin origin, long index) {
        return directory.resolve("%s.%016x.%010d.segment".formatted(origin.replica(), origin.epoch(), index));
    }

    /** The files of every origin, in the order they were written. */
    Map<Origin, List<SegmentFile>> files() throws IOException {
        var files = new LinkedHashMap<Origin, List<SegmentFile>>();
        try (var paths = Files.list(directory)) {
            for (var path : paths.sorted().toList()) {
                var name = NAME.matcher(path.getFileName().toString());
                if (name.matches()) {
                    var origin = new Origin(name.group(1), Long.parseLong(name.group(2), 16));
                    files.computeIfAbsent(origin, key -> new ArrayList<>())
                            .add(SegmentFile.read(path, Long.parseLong(name.group(3))));
                }
            }
        }
        return files;
    }

    /** Removes a file that nothing reads any more; its blocks are free at once, even while it is mapped. */
    void remove(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            Files.delete(file);
            channel.truncate(0);
        }
    }

    /** Removes a file that was not made whole, if it is there. */
    void discard(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    /** Makes the names of new files as durable as what is in them. */
    void force() throws IOException {
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
