package dev.portcullis.access.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.portcullis.common.ErrorReason;
import dev.portcullis.common.PortcullisException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From the append to the database, on a real disk and a real PostgreSQL, with what fails in between. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class JournalTest {

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
    void shouldStoreWhatWasAppendedOnceItIsFlushed() throws Exception {
        try (var replica = new Replica(directory).start(store.pool())) {
            replica.append(3);
            replica.append(250);
            assertThat(replica.journal().flush().await().atMost(PATIENCE)).isEmpty();
            assertThat(store.sequences(replica.origin)).isEqualTo(upTo(253));
            assertThat(replica.journal().lastSequence()).isEqualTo(253);
            assertThat(store.rows("SELECT decided_at = '2026-01-01T00:00:00.123Z', reasons, customer_reasons,"
                            + " obligations, action FROM decisions WHERE sequence = 1 AND replica = '"
                            + replica.origin.replica() + "'"))
                    .containsExactly(Arrays.asList("t", "{R}", "{}", "[]", null));
        }
    }

    @Test
    void shouldStoreTheCodesOfTheCustomersPolicy() throws Exception {
        try (var replica = new Replica(directory).start(store.pool())) {
            var entry = new String(Entries.next(), StandardCharsets.US_ASCII)
                    .replace("\"obligations\"", "\"customer_reasons\":[\"NIGHT\",\"HOLD\"],\"obligations\"");
            replica.journal()
                    .append(List.of(entry.getBytes(StandardCharsets.US_ASCII)))
                    .await()
                    .atMost(PATIENCE);
            assertThat(replica.journal().flush().await().atMost(PATIENCE)).isEmpty();
            assertThat(store.rows("SELECT customer_reasons FROM decisions WHERE replica = '" + replica.origin.replica()
                            + "'"))
                    .containsExactly(List.of("{NIGHT,HOLD}"));
        }
    }

    @Test
    void shouldStoreABatchOnceWhenItsAcknowledgementIsLost() throws Exception {
        try (var replica = new Replica(directory).start(store.pool())) {
            replica.append(1);
            replica.ship();
            store.relay().loseAcknowledgements(2);
            replica.append(150);
            replica.append(150);
            await().atMost(PATIENCE).until(() -> store.sequences(replica.origin).size() == 301);
            replica.append(1);
            replica.ship();
            assertThat(store.relay().acknowledgementsToLose()).isZero();
            assertThat(store.sequences(replica.origin)).isEqualTo(upTo(302));
            assertThat(store.gaps(replica.origin)).isEmpty();
        }
    }

    @Test
    void shouldRefuseABatchFromWhereTheOriginDoesNotStand() throws Exception {
        try (var replica = new Replica(directory).start(store.pool())) {
            replica.append(1);
            replica.ship();
            var ledger = new Ledger(store.pool(), InstantSource.system(), null);
            var again = Batch.of(List.of(new StoredFrame(0, 0, 1, 0, Entries.next(1))));
            assertThat(ledger.ship(replica.origin, again)).isFalse();
            assertThat(store.sequences(replica.origin)).isEqualTo(upTo(1));
        }
    }

    @Test
    void shouldRefuseWhenTheBacklogIsFullAndGoOnWhenItIsShipped() throws Exception {
        try (var replica =
                new Replica(directory).with(new Limits(1 << 16, 1 << 18)).start(store.pool())) {
            store.relay().down();
            try {
                fill(replica, "too many");
            } finally {
                store.relay().up();
            }
            var given = replica.journal().lastSequence();
            assertThat(given).isGreaterThan((1 << 18) / 400);
            await().atMost(PATIENCE).ignoreExceptions().until(() -> {
                replica.append(1);
                return true;
            });
            replica.ship();
            assertThat(store.sequences(replica.origin)).isEqualTo(upTo(given + 1));
            assertThat(replica.metrics
                            .get("portcullis.decisions.refused")
                            .counter()
                            .count())
                    .isPositive();
            assertThat(replica.metrics
                            .get("portcullis.decisions.backlog")
                            .gauge()
                            .value())
                    .isZero();
            await().atMost(PATIENCE).until(() -> segmentsIn(directory) <= 2);
        }
    }

    @Test
    void shouldRefuseWhileTheDiskIsSlowAndGoOnAfterwards() throws Exception {
        var slow = new CountDownLatch(1);
        var first = new AtomicBoolean(true);
        Allocator allocator = (file, size) -> {
            if (!first.getAndSet(false)) {
                awaitUninterrupted(slow);
            }
            return Allocator.zeros(file, size);
        };
        try (var replica = new Replica(directory)
                .with(new Limits(1 << 16, 1 << 28))
                .with(allocator)
                .start(store.pool())) {
            fill(replica, "no room on disk");
            var given = replica.journal().lastSequence();
            slow.countDown();
            await().atMost(PATIENCE).ignoreExceptions().until(() -> {
                replica.append(1);
                return true;
            });
            replica.ship();
            assertThat(store.sequences(replica.origin)).isEqualTo(upTo(given + 1));
        }
    }

    @Test
    void shouldGiveNothingBeforeTheStoreKnowsTheReplica() throws Exception {
        store.relay().down();
        try (var replica = new Replica(directory).start(store.pool())) {
            var refusal = catchThrowableOfType(PortcullisException.class, () -> replica.append(1));
            assertThat(refusal.reason()).isEqualTo(ErrorReason.DECISION_UNAVAILABLE);
            store.relay().up();
            await().atMost(PATIENCE).until(replica.journal()::isOpen);
            replica.append(1);
            replica.ship();
            assertThat(store.sequences(replica.origin)).isEqualTo(upTo(1));
        } finally {
            store.relay().up();
        }
    }

    @Test
    void shouldSayHowFarTheListIsWholeWhileNothingCanBeShipped() throws Exception {
        try (var replica = new Replica(directory).start(store.pool())) {
            replica.append(1);
            replica.ship();
            var before = Instant.now();
            store.relay().down();
            try {
                replica.append(1);
                var after = Instant.now();
                assertThat(replica.journal().flush().await().atMost(PATIENCE))
                        .hasValueSatisfying(
                                until -> assertThat(until).isBetween(before.truncatedTo(ChronoUnit.MILLIS), after));
            } finally {
                store.relay().up();
            }
        }
    }

    @Test
    void shouldShipTheRestAndCloseTheEpochAtTheEnd() throws Exception {
        var replica = new Replica(directory).start(store.pool());
        replica.append(500);
        replica.close();
        assertThat(store.sequences(replica.origin)).isEqualTo(upTo(500));
        assertThat(store.isClosed(replica.origin)).isTrue();
        assertThat(segmentsIn(directory)).isZero();
        var refusal = catchThrowableOfType(PortcullisException.class, () -> replica.append(1));
        assertThat(refusal.reason()).isEqualTo(ErrorReason.DECISION_UNAVAILABLE);
    }

    @Test
    void shouldAnswerWhenTheDiskHasItIfToldTo() throws Exception {
        try (var replica = new Replica(directory)
                .withFsync()
                .with(new Limits(1 << 16, 1 << 28))
                .start(store.pool())) {
            for (var i = 0; i < 10; i++) {
                await().atMost(PATIENCE).ignoreExceptions().until(() -> {
                    replica.append(50);
                    return true;
                });
            }
            replica.ship();
            assertThat(store.sequences(replica.origin)).isEqualTo(upTo(500));
        }
    }

    /** Appends until that is refused, as long as it is for another cause than this one. */
    private static void fill(Replica replica, String cause) {
        var start = System.nanoTime();
        for (var message = ""; !message.startsWith(cause); ) {
            assertThat(System.nanoTime() - start).isLessThan(PATIENCE.toNanos());
            try {
                replica.append(1);
            } catch (PortcullisException e) {
                assertThat(e.reason()).isEqualTo(ErrorReason.DECISION_BACKLOG_FULL);
                message = e.getMessage();
            }
        }
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long segmentsIn(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".segment")).count();
        }
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }
}
