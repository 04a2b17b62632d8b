package dev.portcullis.revocation.watch;

import dev.portcullis.change.replica.Replica;
import dev.portcullis.common.Blocking;
import dev.portcullis.common.NanoClock;
import dev.portcullis.revocation.Cut;
import dev.portcullis.revocation.Cuts;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * The thread that finds out what was cut as this replica makes changes, and sets the watches going: at once when something was,
 * and each second for their checkpoints.
 */
@Singleton
class Feed implements Runnable {

    private static final Logger LOG = Logger.getLogger(Feed.class);
    private static final Duration LEAST = Duration.ofMillis(50);
    private static final Duration MOST = Duration.ofSeconds(1);
    private static final Duration READ_LIMIT = Duration.ofSeconds(1);
    private static final int PAGE = 500;
    private static final long PAUSE_MILLIS = 200;

    private final Replica replica;
    private final Cuts cuts;
    private final Recent recent;
    private final Watches watches;
    private final NanoClock clock;
    private final long checkpointNanos;
    private final Thread thread = new Thread(this, "portcullis-watch");
    private volatile boolean stopping;
    private long lastCheckpoint;
    private boolean failing;

    Feed(Replica replica, Cuts cuts, Recent recent, Watches watches, NanoClock clock, WatchConfig config) {
        this.replica = replica;
        this.cuts = cuts;
        this.recent = recent;
        this.watches = watches;
        this.clock = clock;
        this.checkpointNanos = config.checkpoint().toNanos();
        thread.setDaemon(true);
    }

    void start(@Observes StartupEvent event) {
        if (checkpointNanos < LEAST.toNanos() || checkpointNanos > MOST.toNanos()) {
            throw new IllegalStateException("portcullis.watch.checkpoint must be 50 ms to 1 s");
        }
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        thread.interrupt();
        thread.join(TimeUnit.SECONDS.toMillis(5));
    }

    @Override
    public void run() {
        lastCheckpoint = clock.nanos();
        while (!stopping) {
            try {
                step();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                failed(e);
            }
        }
    }

    /** What is current is so because the lease was looked at before the revision, and that before the store. */
    private void step() throws InterruptedException {
        var leased = replica.mayAnswer();
        var nanos = clock.nanos();
        var applied = replica.appliedRevision();
        if (applied >= 0 && recent.upTo() < 0) {
            recent.begin(applied);
        }
        try {
            pull(applied);
            recent.stamp(leased, nanos);
            failing = false;
        } catch (RuntimeException e) {
            failed(e);
        }
        if (clock.nanos() - lastCheckpoint >= checkpointNanos) {
            lastCheckpoint = clock.nanos();
            watches.tick();
        }
        var left = checkpointNanos - (clock.nanos() - lastCheckpoint);
        if (failing) {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } else if (left > 0) {
            replica.await(applied + 1, Duration.ofNanos(left));
        }
    }

    private void pull(long applied) {
        while (recent.upTo() < applied) {
            var page = read(recent.upTo(), applied);
            recent.add(page, page.size() < PAGE ? applied : page.get(PAGE - 1).revision());
            if (!page.isEmpty()) {
                watches.wake();
            }
        }
    }

    private List<Cut> read(long after, long upTo) {
        return Blocking.await(() ->
                cuts.between(after, upTo, PAGE).ifNoItem().after(READ_LIMIT).fail());
    }

    private void failed(RuntimeException failure) {
        if (!stopping && !failing) {
            LOG.warn("cuts cannot be read; watches get no checkpoint until they can", failure);
        }
        failing = true;
    }
}
