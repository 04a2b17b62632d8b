package dev.portcullis.access.record;

import dev.portcullis.common.ErrorReason;
import dev.portcullis.common.Ids;
import dev.portcullis.common.PortcullisException;
import dev.portcullis.common.SameContext;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Puts entries on record: in a local segment at once, in the database soon. What is appended is never lost in silence: it
 * comes to be in decisions, or in decision_gaps.
 */
@Singleton
public class Journal {

    private static final Logger LOG = Logger.getLogger(Journal.class);
    private static final Duration OPEN_LIMIT = Duration.ofSeconds(3);
    private static final Duration FLUSH_LIMIT = Duration.ofSeconds(2);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private final Origin origin;
    private final SegmentFolder folder;
    private final Segments segments;
    private final Shipper shipper;
    private final Optional<Flusher> flusher;
    private final RecordMetrics metrics;
    private final Allocator allocator;
    private final List<Thread> threads = new ArrayList<>();

    @Inject
    Journal(RecordConfig config, Origin origin, Pool pool, InstantSource clock, Ids ids, MeterRegistry metrics)
            throws IOException {
        this(config, origin, pool, clock, ids, metrics, Limits.of(config), Allocator::zeros);
    }

    Journal(
            RecordConfig config,
            Origin origin,
            Pool pool,
            InstantSource clock,
            Ids ids,
            MeterRegistry registry,
            Limits limits,
            Allocator allocator)
            throws IOException {
        this.origin = origin;
        this.allocator = allocator;
        this.metrics = new RecordMetrics(registry);
        folder = SegmentFolder.open(config.directory());
        segments = new Segments(origin, folder, limits, config.fsync(), clock);
        var ledger = new Ledger(pool, clock, ids);
        var recovery = new Recovery(ledger, folder, origin, config.batchRows(), metrics);
        shipper = new Shipper(origin, segments, ledger, recovery, config.batchRows(), metrics);
        flusher = config.fsync() ? Optional.of(new Flusher(segments)) : Optional.empty();
        metrics.watch(segments, clock);
        threads.add(thread("decision-segments", new Preparer(segments, allocator)));
        threads.add(thread("decision-shipper", shipper));
        flusher.ifPresent(forced -> threads.add(thread("decision-flusher", forced)));
    }

    private static Thread thread(String name, Runnable task) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Begins. Where disk or database are not there yet, appending fails until they are. */
    void start(@Observes StartupEvent event) throws InterruptedException {
        try {
            segments.prepare(allocator);
            segments.begin();
        } catch (IOException e) {
            LOG.error("no segment for decisions can be made; none is given until one is", e);
        }
        threads.forEach(Thread::start);
        if (!shipper.awaitOpen(OPEN_LIMIT)) {
            LOG.warn("the database does not know this replica yet; no decision is given until it does");
        }
    }

    /** Ends: ships the rest, if that is possible in time. What is not shipped is for the next start. */
    void stop(@Observes ShutdownEvent event) throws IOException, InterruptedException {
        segments.close();
        flusher.ifPresent(Flusher::stop);
        shipper.stop();
        for (var thread : threads) {
            thread.join(CLOSE_LIMIT.toMillis());
        }
        shipper.abort();
        threads.forEach(Thread::interrupt);
        folder.close();
    }

    /**
     * Appends entries, all or none; when it completes, they are on record. Fails with DECISION_BACKLOG_FULL or
     * DECISION_UNAVAILABLE if it cannot now.
     *
     * @param entries each a JSON object of ASCII whose members are columns of decisions
     */
    public Uni<Void> append(List<byte[]> entries) {
        if (!shipper.isOpen()) {
            return refuse(new PortcullisException(
                    ErrorReason.DECISION_UNAVAILABLE, "this replica is not known to the store yet"));
        }
        try {
            segments.append(Frame.of(entries));
        } catch (PortcullisException e) {
            return refuse(e);
        }
        return flusher.map(forced -> SameContext.of(forced.force()))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private Uni<Void> refuse(PortcullisException failure) {
        metrics.refused();
        return Uni.createFrom().failure(failure);
    }

    /**
     * Ships what was appended before, waiting two seconds at most.
     *
     * @return empty if all of it is in the database; else an instant so that what was appended before it is
     */
    public Uni<Optional<Instant>> flush() {
        return Uni.createFrom()
                .deferred(() -> SameContext.of(shipper.shipped(segments.lastSequence())
                        .map(shipped -> Optional.<Instant>empty())
                        .ifNoItem()
                        .after(FLUSH_LIMIT)
                        .recoverWithItem(() -> Optional.of(
                                Instant.ofEpochMilli(segments.backlog().oldestAt())))));
    }

    /** Who appends. */
    public Origin origin() {
        return origin;
    }

    /** The sequence of the last entry that was appended; 0 if there is none. */
    public long lastSequence() {
        return segments.lastSequence();
    }

    /** Whether the database knows this replica, so that it may decide. */
    boolean isOpen() {
        return shipper.isOpen();
    }
}
