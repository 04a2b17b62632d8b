package dev.portcullis.access.record;

import dev.portcullis.common.PortcullisException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A process that appends until it is killed, and says so each time that an append has returned. */
final class Appender {

    static final Origin ORIGIN = new Origin("appender", 1);

    private Appender() {}

    /** Takes a folder, the size of a segment and a number of threads. Never ends. */
    public static void main(String... arguments) throws Exception {
        var limits = new Limits(Integer.parseInt(arguments[1]), 1L << 40);
        var segments =
                new Segments(ORIGIN, SegmentFolder.open(Path.of(arguments[0])), limits, false, Clock.systemUTC());
        var out = new FileOutputStream(FileDescriptor.out);
        try {
            segments.prepare(Allocator::zeros);
        } catch (IOException e) {
            say(out, e.getMessage());
        }
        var preparer = new Thread(new Preparer(segments, Allocator::zeros));
        preparer.setDaemon(true);
        preparer.start();
        for (var thread = 0; thread < Integer.parseInt(arguments[2]); thread++) {
            new Thread(() -> append(segments, out)).start();
        }
    }

    private static void append(Segments segments, FileOutputStream out) {
        while (true) {
            try {
                say(out, Long.toString(segments.append(Entries.frame(1))));
            } catch (PortcullisException e) {
                say(out, e.reason().name());
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    /** One write, which is whole or not at all. */
    private static void say(FileOutputStream out, String line) {
        try {
            out.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The command that runs it. */
    static List<String> command(Path directory, int segmentBytes, int threads) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Appender.class.getName(),
                directory.toString(),
                Integer.toString(segmentBytes),
                Integer.toString(threads));
    }
}
