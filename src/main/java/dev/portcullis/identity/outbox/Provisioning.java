package dev.portcullis.identity.outbox;

import dev.portcullis.change.replica.Barrier;
import dev.portcullis.common.Backoff;
import dev.portcullis.identity.Mending;
import dev.portcullis.identity.Reconciliation;
import dev.portcullis.identity.Witness;
import dev.portcullis.identity.drift.EventFeed;
import dev.portcullis.identity.drift.Sweep;
import dev.portcullis.identity.keycloak.KeycloakSettings;
import dev.portcullis.identity.keycloak.Refused;
import dev.portcullis.identity.keycloak.Unreachable;
import dev.portcullis.identity.outbox.TaskStore.Due;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Tells Keycloak what became of partners and contractors, in a thread of its own: one task at a time, on one replica at a time.
 * Each is told at least once, after it holds here, and as it is then, whatever happened in between.
 */
@Singleton
class Provisioning implements Runnable {

    private static final Logger LOG = Logger.getLogger(Provisioning.class);

    /** When Keycloak is back, nobody should have to wait long for it to be noticed. */
    private static final Duration LONGEST_OUTAGE_PAUSE = Duration.ofSeconds(30);

    private final KeycloakSettings settings;
    private final WorkerLease lease;
    private final TaskStore tasks;
    private final Reconciliation reconciliation;
    private final EventFeed feed;
    private final Sweep sweep;
    private final Barrier barrier;
    private final ProvisioningMetrics metrics;
    private final SecureRandom random;
    private final Backoff backoff;
    private final Thread thread = new Thread(this, "portcullis-provisioning");
    private volatile boolean stopping;
    private int failures;

    Provisioning(
            KeycloakSettings settings,
            WorkerLease lease,
            TaskStore tasks,
            Reconciliation reconciliation,
            EventFeed feed,
            Sweep sweep,
            Barrier barrier,
            ProvisioningMetrics metrics,
            SecureRandom random) {
        this.settings = settings;
        this.lease = lease;
        this.tasks = tasks;
        this.reconciliation = reconciliation;
        this.feed = feed;
        this.sweep = sweep;
        this.barrier = barrier;
        this.metrics = metrics;
        this.random = random;
        this.backoff = new Backoff(settings.leastBackoff(), settings.mostBackoff());
        thread.setDaemon(true);
    }

    void start(@Observes StartupEvent event) {
        if (settings.isEnabled()) {
            LOG.infof("Keycloak is written to: %s", settings);
        } else {
            LOG.info("Keycloak is not written to, as portcullis.keycloak.admin-url is not set; what it is to be told is"
                    + " kept");
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
        try {
            while (!stopping) {
                TimeUnit.MILLISECONDS.sleep(pass().toMillis());
            }
        } catch (InterruptedException e) {
            // it stops
        }
        giveUp();
    }

    /** So that another replica need not wait until the turn ends by itself. */
    private void giveUp() {
        try {
            Thread.interrupted(); // else the store would not be waited for
            lease.giveUp();
        } catch (RuntimeException e) {
            LOG.debug("the turn was not given up; it ends by itself", e);
        }
    }

    /** Does what there is to do; returns how long to wait then. */
    private Duration pass() {
        try {
            var more = false;
            tasks.drain();
            metrics.left(tasks.count());
            if (settings.isEnabled() && lease.take()) {
                for (var task = tasks.next(); task.isPresent() && !stopping; task = tasks.next()) {
                    carryOut(task.get());
                    tasks.drain();
                }
                var swept = sweep.step();
                more = feed.step() || swept;
            }
            metrics.left(tasks.count());
            if (failures > 0) {
                failures = 0;
                LOG.info("Keycloak and the store answer again");
            }
            return more ? Duration.ZERO : settings.poll();
        } catch (Unreachable e) {
            return failed("Keycloak", e);
        } catch (RuntimeException e) {
            return failed("the store", e);
        }
    }

    private Duration failed(String who, RuntimeException failure) {
        failures++;
        if (failures == 1 && !stopping) {
            LOG.warnf(failure, "%s does not answer; what Keycloak is to be told is kept", who);
        }
        return backoff.upTo(LONGEST_OUTAGE_PAUSE).after(failures, random);
    }

    private void carryOut(Due task) {
        try {
            barrier.await(task.revision()).await().indefinitely();
            var mended = reconciliation.run(task.subject(), Witness.NONE);
            if (!tasks.done(task, lease.holder()) && !lease.isOurs()) {
                tasks.again(task);
            }
            metrics.done();
            log(task, mended);
        } catch (Unreachable e) {
            metrics.unreachable();
            tasks.postpone(
                    task,
                    false,
                    e.getMessage(),
                    backoff.upTo(LONGEST_OUTAGE_PAUSE).after(task.attempts() + 1, random));
            throw e;
        } catch (Refused e) {
            refused(task, e.getMessage());
        } catch (RuntimeException e) {
            // Of the store, and then the next step fails too; or a defect, which others must not wait for.
            LOG.warnf(e, "%s was not told to Keycloak", task.subject().name());
            refused(task, "failed with " + e.getClass().getSimpleName());
        }
    }

    private void refused(Due task, String error) {
        metrics.refused();
        var refusals = task.refusals() + 1;
        if (refusals >= settings.refusals()) {
            LOG.errorf(
                    "%s is not told to Keycloak any more, after %d refusals, until it changes or is retried: %s",
                    task.subject().name(), refusals, error);
            tasks.park(task, error);
        } else {
            tasks.postpone(task, true, error, backoff.after(refusals, random));
        }
    }

    private static void log(Due task, Set<Mending> mended) {
        if (!mended.isEmpty()) {
            LOG.infof("Keycloak agrees on %s: %s", task.subject().name(), mended);
        }
    }
}
