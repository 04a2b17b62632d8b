package dev.portcullis.history.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;

/** The system's clock, and so many milliseconds more as the file WALL_CLOCK says. */
public final class SteppedClock implements InstantSource {

    private static final long KEPT_NANOS = 20_000_000;

    private final Path file = Path.of(System.getProperty(PlantedBugs.FOLDER), "WALL_CLOCK");
    private volatile long readAt = System.nanoTime() - KEPT_NANOS;
    private volatile long offset;

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis());
    }

    @Override
    public long millis() {
        if (System.nanoTime() - readAt >= KEPT_NANOS) {
            offset = read();
            readAt = System.nanoTime();
        }
        return System.currentTimeMillis() + offset;
    }

    private long read() {
        try {
            return Long.parseLong(Files.readString(file));
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException | NumberFormatException e) {
            // Just being written.
            return offset;
        }
    }
}
