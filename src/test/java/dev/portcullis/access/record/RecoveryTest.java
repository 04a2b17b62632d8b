package dev.portcullis.access.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a start makes of what an earlier process left, or did not. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class RecoveryTest {

    private static final int SEGMENT = 1 << 16;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static RecordStore store;

    @TempDir
    Path directory;

    @BeforeAll
    static void start() throws Exception {
        store = new RecordStore();
    }

    @AfterAll
    static void stop() throws Exception {
        store.close();
    }

    @Test
    void shouldShipWhatAKilledProcessLeft() throws Exception {
        var origin = Replica.killed(directory, SEGMENT, frames(40, 10));
        restart(origin);
        assertThat(store.sequences(origin)).isEqualTo(range(1, 400));
        assertThat(store.gaps(origin)).isEmpty();
        assertThat(files(origin)).isEmpty();
    }

    @Test
    void shouldShipTheRestOfWhatWasShippedInPart() throws Exception {
        var origin = Replica.killed(directory, SEGMENT, frames(10, 10));
        enter(origin, 30, 30);
        restart(origin);
        assertThat(store.sequences(origin)).isEqualTo(range(31, 100));
        assertThat(store.gaps(origin)).isEmpty();
    }

    @Test
    void shouldNameADamagedFrameInTheMiddle() throws Exception {
        var origin = Replica.killed(directory, SEGMENT, frames(10, 10));
        var reader = file(origin, 0).frames();
        reader.peek();
        reader.advance();
        flip(file(origin, 0).path(), reader.peek().orElseThrow().start() + Frame.HEADER + 20);
        restart(origin);
        assertThat(store.gaps(origin)).containsExactly(List.of("11", "20", "RECORD_DAMAGED"));
        assertThat(store.sequences(origin)).hasSize(90).doesNotContain(11L, 20L);
    }

    @Test
    void shouldNameWhatWasInAMissingSegment() throws Exception {
        var origin = Replica.killed(directory, SEGMENT, frames(60, 10));
        var lost = file(origin, 1);
        var first = lost.frames().peek().orElseThrow().first();
        var next = file(origin, 2).frames().peek().orElseThrow().first();
        Files.delete(lost.path());
        restart(origin);
        assertThat(store.gaps(origin)).containsExactly(List.of("" + first, "" + (next - 1), "SEGMENT_MISSING"));
        assertThat(store.sequences(origin)).hasSize((int) (600 - (next - first)));
    }

    @Test
    void shouldNameWhatWasInAMissingFirstSegment() throws Exception {
        var origin = Replica.killed(directory, SEGMENT, frames(60, 10));
        enter(origin, 0, 600);
        Files.delete(file(origin, 0).path());
        var next = file(origin, 0).frames().peek().orElseThrow().first();
        restart(origin);
        assertThat(store.gaps(origin)).containsExactly(List.of("1", "" + (next - 1), "SEGMENT_MISSING"));
    }

    @Test
    void shouldNameWhatMayHaveBeenInAMissingLastSegment() throws Exception {
        var origin = Replica.killed(directory, SEGMENT, frames(60, 10));
        var used = files(origin).stream().filter(SegmentFile::isUsed).toList();
        var last = used.get(used.size() - 1);
        var first = last.frames().peek().orElseThrow().first();
        Files.delete(last.path());
        restart(origin);
        assertThat(store.gaps(origin)).containsExactly(unknownEnd(first, "SEGMENT_MISSING"));
        assertThat(store.sequences(origin)).isEqualTo(range(1, first - 1));
    }

    @Test
    void shouldNameATornTailThatIsKnownToHaveBeenGiven() throws Exception {
        var origin = Replica.killed(directory, SEGMENT, frames(3, 10));
        enter(origin, 0, 30);
        flip(file(origin, 0).path(), lastFrame(origin).start());
        restart(origin);
        assertThat(store.gaps(origin)).containsExactly(unknownEnd(21, "TAIL_MISSING"));
    }

    @Test
    void shouldNameNothingWhenATornTailWasNeverAnswered() throws Exception {
        var origin = Replica.killed(directory, SEGMENT, frames(3, 10));
        enter(origin, 0, 20);
        flip(file(origin, 0).path(), lastFrame(origin).start());
        restart(origin);
        assertThat(store.gaps(origin)).isEmpty();
        assertThat(store.sequences(origin)).isEqualTo(range(1, 20));
    }

    @Test
    void shouldNameATailThatWasCutOff() throws Exception {
        var origin = Replica.killed(directory, SEGMENT, frames(3, 10));
        try (var file = new RandomAccessFile(file(origin, 0).path().toFile(), "rw")) {
            file.setLength(lastFrame(origin).start());
        }
        restart(origin);
        assertThat(store.gaps(origin)).containsExactly(unknownEnd(21, "RECORD_DAMAGED"));
    }

    @Test
    void shouldNameATailThatAMachineMayNotHaveWritten() throws Exception {
        var origin = Replica.killed(directory, SEGMENT, frames(3, 10));
        var bytes = ByteBuffer.wrap(Files.readAllBytes(file(origin, 0).path()));
        new SegmentHeader(SEGMENT, false, "another-boot").write(bytes);
        Files.write(file(origin, 0).path(), bytes.array());
        restart(origin);
        assertThat(store.gaps(origin)).containsExactly(unknownEnd(31, "MACHINE_STOPPED"));
        assertThat(store.sequences(origin)).isEqualTo(range(1, 30));
    }

    @Test
    void shouldNameAnEpochOfWhichNothingIsLeftOnceItIsSilent() throws Exception {
        var replica = new Replica(directory);
        var lost = new Origin(replica.origin.replica(), 2);
        enter(lost, 5, 8);
        try (var started = replica.start(store.pool())) {
            await().during(Duration.ofSeconds(3)).atMost(PATIENCE).until(() -> store.gaps(lost)
                    .isEmpty());
            store.update("UPDATE decision_epochs SET renewed_at = now() - interval '1 minute' WHERE epoch = 2");
            await().atMost(PATIENCE).until(() -> store.isClosed(lost));
            assertThat(store.gaps(lost)).containsExactly(unknownEnd(6, "SEGMENT_MISSING"));
            assertThat(started.metrics
                            .get("portcullis.decisions.gaps")
                            .tag("cause", "SEGMENT_MISSING")
                            .counter()
                            .count())
                    .isEqualTo(1);
        }
    }

    @Test
    void shouldNameAGapOnceWhenThatIsTriedAgain() throws Exception {
        var origin = Replica.killed(directory, SEGMENT, frames(60, 10));
        Files.delete(file(origin, 1).path());
        store.relay().loseAcknowledgements(5);
        restart(origin);
        assertThat(store.relay().acknowledgementsToLose()).isZero();
        assertThat(store.gaps(origin)).hasSize(1);
        assertThat(files(origin)).isEmpty();
    }

    /** Starts a process with the folder, and ends it once it has dealt with what it found. */
    private void restart(Origin left) throws Exception {
        try (var replica = new Replica(directory).start(store.pool())) {
            await().atMost(PATIENCE).until(() -> store.isClosed(left));
            replica.ship();
        }
    }

    private static void enter(Origin origin, long shipped, long promised) {
        store.update("INSERT INTO decision_epochs (replica, epoch, shipped_sequence, promised_sequence, complete_until)"
                + " VALUES ('%s', %d, %d, %d, now())".formatted(origin.replica(), origin.epoch(), shipped, promised));
    }

    private static List<Integer> frames(int count, int entries) {
        return Collections.nCopies(count, entries);
    }

    private SegmentFile file(Origin origin, int number) throws IOException {
        return files(origin).get(number);
    }

    private List<SegmentFile> files(Origin origin) throws IOException {
        try (var folder = SegmentFolder.open(directory)) {
            return folder.files().getOrDefault(origin, List.of());
        }
    }

    private StoredFrame lastFrame(Origin origin) throws IOException {
        var reader = file(origin, 0).frames();
        var last = reader.peek().orElseThrow();
        for (var frame = reader.peek(); frame.isPresent(); frame = reader.peek()) {
            last = frame.get();
            reader.advance();
        }
        return last;
    }

    private static void flip(Path path, long at) throws IOException {
        try (var file = new RandomAccessFile(path.toFile(), "rw")) {
            file.seek(at);
            var was = file.read();
            file.seek(at);
            file.write(was ^ 0x55);
        }
    }

    private static List<String> unknownEnd(long first, String cause) {
        return Arrays.asList("" + first, null, cause);
    }

    private static List<Long> range(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }
}
