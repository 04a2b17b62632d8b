package dev.portcullis.access.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.portcullis.common.ErrorReason;
import dev.portcullis.common.PortcullisException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Segments on a real file system. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class SegmentsTest {

    private static final int SEGMENT = 1 << 16;
    private static final Limits LIMITS = new Limits(SEGMENT, 1 << 28);

    @TempDir
    Path directory;

    @Test
    void shouldNumberWithoutAGapInTheOrderOfTheFileWhenManyAppendAtOnce() throws Exception {
        var origin = new Origin("r", 1);
        var given = new ConcurrentLinkedQueue<Long>();
        try (var folder = SegmentFolder.open(directory)) {
            var segments = new Segments(origin, folder, LIMITS, false, Clock.systemUTC());
            var preparer = start(segments);
            var threads = Executors.newFixedThreadPool(8);
            var done = new ArrayList<Future<?>>();
            for (var thread = 0; thread < 8; thread++) {
                done.add(threads.submit(() -> IntStream.range(0, 1000)
                        .forEach(i -> given.add(Entries.append(segments, Entries.frame(1 + i % 3))))));
            }
            for (var future : done) {
                future.get();
            }
            threads.shutdown();
            segments.close();
            preparer.join();
        }
        var found = new ArrayList<Long>();
        for (var frame : frames(origin)) {
            LongStream.rangeClosed(frame.first(), frame.last()).forEach(found::add);
        }
        assertThat(found)
                .isEqualTo(LongStream.rangeClosed(1, found.size()).boxed().toList())
                .containsAll(given)
                .hasSize(given.stream().mapToInt(Long::intValue).max().orElseThrow());
        assertThat(given).hasSize(8000).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    void shouldFindAllButTheLastFrameWhenThatIsTornAtAnyByte(Tear tear) throws Exception {
        var origin = Replica.killed(directory, SEGMENT, List.of(1, 2, 3));
        var file = files(origin).get(0).path();
        var last = frames(origin).get(2);
        var whole = Files.readAllBytes(file);
        for (var at = last.start(); at < last.end() - 7; at++) {
            try (var torn = new RandomAccessFile(file.toFile(), "rw")) {
                tear.apply(torn, at, last.end(), whole[at]);
            }
            assertThat(frames(origin))
                    .as("torn at %d", at)
                    .extracting(StoredFrame::last)
                    .containsExactly(1L, 3L);
            Files.write(file, whole);
        }
    }

    /** Ways to tear a frame. */
    enum Tear {
        CUT {
            @Override
            void apply(RandomAccessFile file, int at, int end, byte was) throws IOException {
                file.setLength(at);
            }
        },
        ZEROS {
            @Override
            void apply(RandomAccessFile file, int at, int end, byte was) throws IOException {
                file.seek(at);
                file.write(new byte[end - at]);
                if (was == 0) {
                    file.seek(at);
                    file.write(1);
                }
            }
        },
        GARBAGE {
            @Override
            void apply(RandomAccessFile file, int at, int end, byte was) throws IOException {
                file.seek(at);
                file.write(was ^ 0x55);
            }
        };

        abstract void apply(RandomAccessFile file, int at, int end, byte was) throws IOException;
    }

    @Test
    void shouldGoOnBehindADamagedFrame() throws Exception {
        var origin = Replica.killed(directory, SEGMENT, List.of(1, 2, 3));
        var damaged = frames(origin).get(1);
        try (var file = new RandomAccessFile(files(origin).get(0).path().toFile(), "rw")) {
            file.seek(damaged.start());
            file.write(new byte[damaged.end() - damaged.start()]);
        }
        assertThat(frames(origin)).extracting(StoredFrame::first).containsExactly(1L, 4L);
    }

    @Test
    void shouldRefuseWhileNoSegmentCanBeMadeAndGoOnWhenOneCan() throws Exception {
        var hasRoom = new AtomicBoolean();
        var failures = new AtomicInteger();
        try (var folder = SegmentFolder.open(directory)) {
            var segments = new Segments(new Origin("r", 1), folder, LIMITS, false, Clock.systemUTC());
            var preparer = start(segments, (file, size) -> {
                if (file.getFileName().toString().contains(".0000000002.") && !hasRoom.get()) {
                    Files.write(file, new byte[10]);
                    failures.incrementAndGet();
                    throw new IOException("No space left on device");
                }
                return Allocator.zeros(file, size);
            });
            PortcullisException refusal = null;
            var start = System.nanoTime();
            while (failures.get() < 2 || refusal == null) {
                assertThat(System.nanoTime() - start).isLessThan(60_000_000_000L);
                refusal = catchThrowableOfType(PortcullisException.class, () -> segments.append(Entries.frame(1)));
            }
            assertThat(refusal.reason()).isEqualTo(ErrorReason.DECISION_BACKLOG_FULL);
            var before = segments.lastSequence();
            hasRoom.set(true);
            assertThat(Entries.append(segments, Entries.frame(1))).isEqualTo(before + 1);
            segments.close();
            preparer.join();
        }
    }

    @Test
    void shouldLetNobodyGoOnBeforeTheDiskHasItIfToldTo() throws Exception {
        try (var folder = SegmentFolder.open(directory)) {
            var segments = new Segments(new Origin("r", 1), folder, LIMITS, true, Clock.systemUTC());
            segments.prepare(Allocator::zeros);
            segments.append(Entries.frame(1));
            var flusher = new Flusher(segments);
            var forced = flusher.force().subscribeAsCompletionStage();
            assertThat(forced).isNotDone();
            flusher.stop();
            flusher.run();
            assertThat(forced).isCompleted();
            assertThat(flusher.force().subscribeAsCompletionStage()).isCompletedExceptionally();
        }
    }

    @Test
    void shouldRefuseAFrameThatNoSegmentHolds() throws Exception {
        try (var folder = SegmentFolder.open(directory)) {
            var segments = new Segments(new Origin("r", 1), folder, LIMITS, false, Clock.systemUTC());
            var frame = Entries.frame(SEGMENT / 100);
            assertThat(catchThrowableOfType(IllegalArgumentException.class, () -> segments.append(frame)))
                    .isNotNull();
            assertThat(segments.lastSequence()).isZero();
        }
    }

    @Test
    void shouldLetOneProcessAtATimeUseAFolder() throws Exception {
        var first = SegmentFolder.open(directory);
        var refusal = catchThrowableOfType(IllegalStateException.class, () -> SegmentFolder.open(directory));
        assertThat(refusal).hasMessageContaining("portcullis.decisions.directory");
        first.close();
        SegmentFolder.open(directory).close();
    }

    private static Thread start(Segments segments) {
        return start(segments, Allocator::zeros);
    }

    private static Thread start(Segments segments, Allocator allocator) {
        var preparer = new Thread(new Preparer(segments, allocator));
        preparer.start();
        return preparer;
    }

    private List<SegmentFile> files(Origin origin) throws IOException {
        try (var folder = SegmentFolder.open(directory)) {
            return folder.files().get(origin);
        }
    }

    private List<StoredFrame> frames(Origin origin) throws IOException {
        var frames = new ArrayList<StoredFrame>();
        for (var file : files(origin)) {
            var reader = file.frames();
            for (var frame = reader.peek(); frame.isPresent(); frame = reader.peek()) {
                frames.add(frame.get());
                reader.advance();
            }
        }
        return frames;
    }
}
