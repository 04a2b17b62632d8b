package dev.portcullis.access.record;

import dev.portcullis.common.Backoff;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Brings what is appended to the database, in a thread of its own: one batch at a time, and again while that fails. Each
 * second it also says how far it is, though nothing be appended.
 */
final class Shipper implements Runnable {

    private static final Logger LOG = Logger.getLogger(Shipper.class);

    /** How long entries gather before they are shipped, unless somebody wants to read them. */
    private static final Duration LINGER = Duration.ofMillis(100);

    private static final Duration RENEWAL = Duration.ofSeconds(1);
    private static final Duration LEAST_BACKOFF = Duration.ofMillis(100);
    private static final Duration MOST_BACKOFF = Duration.ofSeconds(5);

    private final Origin origin;
    private final Segments segments;
    private final Ledger ledger;
    private final Recovery recovery;
    private final int rows;
    private final RecordMetrics metrics;
    private final Backoff backoff = new Backoff(LEAST_BACKOFF, MOST_BACKOFF);
    private int failures;
    private final CountDownLatch open = new CountDownLatch(1);
    private final List<Waiter> waiters = new ArrayList<>();

    private Shipment shipment;
    private boolean shippedLeft;
    private boolean namedLost;
    private volatile boolean done;
    private long renewedAt = System.nanoTime() - RENEWAL.toNanos();
    private boolean wanted;
    private boolean stopping;

    private record Waiter(long sequence, UniEmitter<? super Void> emitter) {}

    Shipper(Origin origin, Segments segments, Ledger ledger, Recovery recovery, int rows, RecordMetrics metrics) {
        this.origin = origin;
        this.segments = segments;
        this.ledger = ledger;
        this.recovery = recovery;
        this.rows = rows;
        this.metrics = metrics;
    }

    /** Whether the database knows this origin: no decision may be given before. */
    boolean isOpen() {
        return open.getCount() == 0;
    }

    boolean awaitOpen(Duration limit) throws InterruptedException {
        return open.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Completes, in another thread, when everything up to a sequence is in the database. */
    Uni<Void> shipped(long sequence) {
        return Uni.createFrom().emitter(emitter -> {
            var waiter = new Waiter(sequence, emitter);
            emitter.onTermination(() -> remove(waiter));
            synchronized (this) {
                waiters.add(waiter);
                wanted = true;
                notifyAll();
            }
        });
    }

    private synchronized void remove(Waiter waiter) {
        waiters.remove(waiter);
    }

    /** Ends it once everything is shipped. Nothing may be appended any more. */
    synchronized void stop() {
        stopping = true;
        notifyAll();
    }

    /** Ends it after what it is at. */
    void abort() {
        done = true;
    }

    @Override
    public void run() {
        try {
            while (!done) {
                try {
                    pass();
                    failures = 0;
                    pause();
                } catch (RuntimeException | IOException e) {
                    LOG.warn("decisions cannot be shipped now; they are kept and tried again", e);
                    shipment = null;
                    Thread.sleep(backoff.after(++failures, ThreadLocalRandom.current())
                            .toMillis());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pass() throws IOException {
        var last = isStopping();
        if (!isOpen()) {
            ledger.open(origin);
            open.countDown();
        }
        if (!shippedLeft) {
            recovery.ship();
            shippedLeft = true;
        }
        if (shipment == null) {
            shipment = new Shipment(ledger, origin, rows, metrics);
        }
        shipLive();
        tellWaiters();
        if (last) {
            close();
        } else if (System.nanoTime() - renewedAt >= RENEWAL.toNanos()) {
            renew();
        }
    }

    /** Ships what is there now: what comes meanwhile may gather. */
    private void shipLive() {
        var target = segments.lastSequence();
        var slice = segments.unshipped();
        while (slice.isPresent()) {
            ship(slice.get());
            slice = shipment.shipped() < target ? segments.unshipped() : Optional.empty();
        }
    }

    private void ship(Segments.Slice slice) {
        var frames = slice.read();
        for (var end = shipment.next(frames, true); end.isPresent(); end = shipment.next(frames, true)) {
            released(end.getAsInt());
        }
        released(slice.to());
    }

    private void released(int offset) {
        segments.release(offset, shipment.shipped());
        tellWaiters();
    }

    private void tellWaiters() {
        var ready = new ArrayList<Waiter>();
        synchronized (this) {
            waiters.removeIf(waiter -> waiter.sequence() <= shipment.shipped() && ready.add(waiter));
        }
        ready.forEach(waiter -> waiter.emitter().complete(null));
    }

    private void renew() {
        renewedAt = System.nanoTime();
        var promised = segments.lastSequence();
        ledger.renew(origin, promised, segments.backlog().oldestAt());
        namedLost = namedLost || recovery.nameLost();
    }

    private void close() {
        if (shipment.shipped() < segments.lastSequence()) {
            ledger.loseRest(origin, GapCause.RECORD_DAMAGED);
            metrics.gap(origin, GapCause.RECORD_DAMAGED);
        }
        ledger.close(origin, shipment.shipped());
        segments.clear();
        done = true;
    }

    private synchronized boolean isStopping() {
        return stopping;
    }

    private synchronized void pause() throws InterruptedException {
        if (!wanted && !stopping) {
            wait(LINGER.toMillis());
        }
        wanted = false;
    }
}
