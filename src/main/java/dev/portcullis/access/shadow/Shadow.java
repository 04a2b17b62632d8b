package dev.portcullis.access.shadow;

import dev.portcullis.access.DecisionRecord;
import dev.portcullis.change.State;
import dev.portcullis.common.SameContext;
import dev.portcullis.policy.AccessInput;
import dev.portcullis.policy.active.Policies;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Evaluates a candidate on decisions that were made, on a thread of its own, one after the other. It can neither change an answer nor
 * hold one up: whoever offers a decision does not wait, and what does not fit in the queue is dropped, and counted.
 */
@Singleton
public class Shadow {

    private static final Logger LOG = Logger.getLogger(Shadow.class);
    private static final long LOOK_MILLIS = 250;

    private final Policies policies;
    private final Tallies tallies;
    private final BlockingQueue<Sample> waiting;
    private final Thread thread = new Thread(this::run, "portcullis-shadow");
    private volatile Candidate candidate;
    private volatile boolean stopping;

    Shadow(Policies policies, Tallies tallies, ShadowConfig config) {
        this.policies = policies;
        this.tallies = tallies;
        this.waiting = new ArrayBlockingQueue<>(config.waiting());
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
    }

    private record Sample(Candidate candidate, DecisionRecord decision, AccessInput input) {}

    /** What the change log says is to be evaluated from now on. */
    public void set(State.OfShadow shadow) {
        if (shadow.bundle() == null) {
            candidate = null;
        } else {
            candidate = new Candidate(shadow.bundle(), shadow.samplePerMillion(), shadow.revision());
            policies.prepare(shadow.bundle());
        }
    }

    /**
     * Takes decisions that are on record, with what each was decided on. Waits for nothing, and never fails.
     *
     * @param inputs in the order of the decisions
     */
    public void offer(List<DecisionRecord> decisions, AccessInput[] inputs) {
        var current = candidate;
        if (current == null) {
            return;
        }
        for (var i = 0; i < inputs.length; i++) {
            var decision = decisions.get(i);
            if (current.takes(decision.id()) && !waiting.offer(new Sample(current, decision, inputs[i]))) {
                tallies.add(current.revision(), Tally.dropped());
            }
        }
    }

    /** Has what was counted stored; on the caller's context. Never fails. */
    public Uni<Void> keep() {
        return SameContext.of(tallies.keep());
    }

    void start(@Observes StartupEvent event) {
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
        thread.interrupt();
    }

    private void run() {
        while (!stopping) {
            try {
                var sample = waiting.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                if (sample != null) {
                    tallies.add(sample.candidate().revision(), evaluate(sample));
                }
                tallies.keepNowAndThen();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | Error e) {
                LOG.warn("the shadow goes on after a failure", e);
            }
        }
    }

    private Tally evaluate(Sample sample) {
        try {
            var decision = policies.engine(Optional.of(sample.candidate().bundle()))
                    .toCompletableFuture()
                    .join()
                    .decideAccess(sample.input())
                    .await()
                    .indefinitely();
            return Tally.of(sample.decision(), decision);
        } catch (RuntimeException | Error e) {
            LOG.debug("the candidate gave no decision", e);
            return Tally.failed(sample.decision().id());
        }
    }
}
