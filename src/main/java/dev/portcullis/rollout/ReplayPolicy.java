package dev.portcullis.rollout;

import dev.portcullis.access.Effect;
import dev.portcullis.access.RecordedInputs;
import dev.portcullis.common.ErrorReason;
import dev.portcullis.common.PortcullisException;
import dev.portcullis.policy.active.Policies;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny.SessionFactory;

/**
 * Puts decisions on record before a candidate, with what each was made on, and tells which it would flip. Reads a page at a
 * time, and the next one only when the last was taken; so it needs little memory however long the time, and ends when nobody takes
 * it any more.
 */
@ApplicationScoped
public class ReplayPolicy {

    private static final int PAGE = 500;

    private final SessionFactory sessions;
    private final PolicyRevisionStore revisions;
    private final RecordedInputs inputs;
    private final Policies policies;
    private final Vertx vertx;
    private final Semaphore places = new Semaphore(1);

    ReplayPolicy(
            SessionFactory sessions,
            PolicyRevisionStore revisions,
            RecordedInputs inputs,
            Policies policies,
            Vertx vertx) {
        this.sessions = sessions;
        this.revisions = revisions;
        this.inputs = inputs;
        this.policies = policies;
        this.vertx = vertx;
    }

    /**
     * A decision that the candidate would flip.
     *
     * @param to what it would decide
     * @param reasons why the one of the two denies that does
     */
    public record Flip(String decisionId, Effect to, List<String> reasons) {}

    /**
     * How many decisions came to what.
     *
     * @param same as they were
     * @param otherwise with other reasons or obligations, and no other effect
     * @param unknown what they were made on is not on record, or is not all that the policy is given today
     * @param failed the candidate gave no decision
     */
    public record Counts(long same, long allowToDeny, long denyToAllow, long otherwise, long unknown, long failed) {}

    /**
     * How far it is.
     *
     * @param last the last decision that was seen; empty if none was
     * @param flips among those seen since the last step
     * @param done whether there is nothing more
     */
    public record Step(String last, Counts counts, List<Flip> flips, boolean done) {}

    /**
     * Steps, to the last. Fails with POLICY_REVISION_NOT_FOUND, POLICY_REPLAYS_BUSY or FIELD_INVALID (end).
     *
     * @param digest of the candidate; empty for the library alone
     * @param taken comes once what was told can go on its way
     */
    public Multi<Step> run(Optional<String> digest, Instant start, Instant end, Supplier<Uni<Void>> taken) {
        if (!start.isBefore(end)) {
            return Multi.createFrom().failure(PortcullisException.invalid("end", "must be after start"));
        }
        return Multi.createFrom().deferred(() -> {
            if (!places.tryAcquire()) {
                return Multi.createFrom()
                        .failure(new PortcullisException(
                                ErrorReason.POLICY_REPLAYS_BUSY, "another replay is under way on this replica"));
            }
            return check(digest)
                    .chain(() -> inputs.flush())
                    .chain(() -> policies.of(digest))
                    .map(Replay::new)
                    .onItem()
                    .transformToMulti(replay -> Multi.createBy()
                            .repeating()
                            .uni(() -> taken.get().chain(() -> step(replay, start, end)))
                            .whilst(step -> !step.done()))
                    .onTermination()
                    .invoke(() -> places.release());
        });
    }

    private Uni<Void> check(Optional<String> digest) {
        return digest.map(known -> sessions.withStatelessSession(session -> revisions.find(session, known))
                        .invoke(PolicyRevisions::known)
                        .replaceWithVoid())
                .orElse(Uni.createFrom().voidItem());
    }

    private Uni<Step> step(Replay replay, Instant start, Instant end) {
        return inputs.next(start, end, replay.last(), PAGE)
                .flatMap(page -> vertx.executeBlocking(
                        () -> {
                            var flips = replay.take(page);
                            return new Step(replay.last(), replay.counts(), flips, page.size() < PAGE);
                        },
                        false));
    }
}
