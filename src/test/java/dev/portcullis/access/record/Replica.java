package dev.portcullis.access.record;

import dev.portcullis.common.Ids;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.sqlclient.Pool;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A journal as a process has it. */
final class Replica implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final AtomicLong COUNT = new AtomicLong();

    final Origin origin = new Origin("replica-" + COUNT.incrementAndGet(), 1);
    final MeterRegistry metrics = new SimpleMeterRegistry();
    private final Path directory;
    private Limits limits = new Limits(1 << 20, 1 << 28);
    private Allocator allocator = Allocator::zeros;
    private boolean fsync;
    private Journal journal;

    Replica(Path directory) {
        this.directory = directory;
    }

    Replica with(Limits changed) {
        limits = changed;
        return this;
    }

    Replica with(Allocator changed) {
        allocator = changed;
        return this;
    }

    Replica withFsync() {
        fsync = true;
        return this;
    }

    Replica start(Pool pool) throws Exception {
        var clock = Clock.tickMillis(ZoneOffset.UTC);
        var ids = new Ids(clock, new SecureRandom());
        journal = new Journal(config(), origin, pool, clock, ids, metrics, limits, allocator);
        journal.start(new StartupEvent());
        return this;
    }

    void append(int count) {
        journal.append(Entries.next(count)).await().atMost(LIMIT);
    }

    Journal journal() {
        return journal;
    }

    /** Waits until everything is shipped. */
    void ship() {
        if (journal.flush().await().atMost(LIMIT).isPresent()) {
            ship();
        }
    }

    @Override
    public void close() throws IOException {
        try {
            journal.stop(new ShutdownEvent());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private RecordConfig config() {
        return new RecordConfig() {
            @Override
            public Path directory() {
                return directory;
            }

            @Override
            public int segmentBytes() {
                return limits.segmentBytes();
            }

            @Override
            public long backlogBytes() {
                return limits.backlogBytes();
            }

            @Override
            public boolean fsync() {
                return fsync;
            }

            @Override
            public int batchRows() {
                return 100;
            }
        };
    }

    /** What a process leaves that was killed: segments with so many entries a frame, which nobody ships. */
    static Origin killed(Path directory, int segmentBytes, List<Integer> frames) throws Exception {
        var origin = new Origin("killed-" + COUNT.incrementAndGet(), 1);
        try (var folder = SegmentFolder.open(directory)) {
            var segments = new Segments(
                    origin, folder, new Limits(segmentBytes, 1 << 28), false, Clock.tickMillis(ZoneOffset.UTC));
            var preparer = new Thread(new Preparer(segments, Allocator::zeros));
            preparer.start();
            for (var count : frames) {
                Entries.append(segments, Entries.frame(count));
            }
            segments.close();
            preparer.join();
        }
        return origin;
    }
}
