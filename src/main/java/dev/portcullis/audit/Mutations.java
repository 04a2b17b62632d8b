package dev.portcullis.audit;

import dev.portcullis.change.Answers;
import dev.portcullis.change.ChangeLog;
import dev.portcullis.change.Outbox;
import dev.portcullis.change.Stamp;
import dev.portcullis.change.replica.Barrier;
import dev.portcullis.change.replica.Replica;
import dev.portcullis.common.Call;
import dev.portcullis.common.ErrorReason;
import dev.portcullis.common.OneSnapshot;
import dev.portcullis.common.PortcullisException;
import dev.portcullis.common.StoreLimit;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny.SessionFactory;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/**
 * The one path that every change takes: read facts, decide, then in one transaction write the state, its event, its entry
 * in the change log, what others are to be told of it and the answer to its idempotency key, or none of them.
 *
 * <p>Invariant: a change commits only on facts that hold when it commits. They are read and decided on without a lock, as
 * policy must not be asked inside a transaction. The writing transaction then takes the lock of {@link ChangeLog#next},
 * after which nobody else can commit, and reads the facts again unless no change has come between; if they differ, it
 * rolls back and all starts over. So an approval races no approval, and an issue or renewal no revocation.
 */
@ApplicationScoped
public class Mutations {

    private static final int ATTEMPTS = 8;

    /** How long an answer waits for this replica to have seen its change. */
    private static final Duration SEEN_HERE = Duration.ofSeconds(1);

    private final SessionFactory sessions;
    private final ChangeLog changes;
    private final Answers answers;
    private final AuditLog audit;
    private final Outbox outbox;
    private final Replica replica;
    private final Barrier barrier;

    Mutations(
            SessionFactory sessions,
            ChangeLog changes,
            Answers answers,
            AuditLog audit,
            Outbox outbox,
            Replica replica,
            Barrier barrier) {
        this.sessions = sessions;
        this.changes = changes;
        this.answers = answers;
        this.audit = audit;
        this.outbox = outbox;
        this.replica = replica;
        this.barrier = barrier;
    }

    /**
     * Makes the change, or returns the answer that was given to the same call before.
     *
     * <p>Fails as the mutation's steps do; with REQUEST_ID_REUSED; with STATE_CHANGED if the facts kept changing; with
     * STORE_UNAVAILABLE if that takes too long. Once begun it goes on to its end, whether or not anybody waits: a transaction
     * left alone halfway would keep its lock.
     */
    public <F, D, R> Uni<R> run(Call call, Class<R> type, Mutation<F, D, R> mutation) {
        return StoreLimit.of(
                attempt(call, type, mutation, 1), "the store did not answer in time; the change may still be made");
    }

    private <F, D, R> Uni<R> attempt(Call call, Class<R> type, Mutation<F, D, R> mutation, int attempt) {
        return sessions.withStatelessTransaction(session -> look(session, call, type, mutation))
                .flatMap(seen -> seen.answer().isPresent()
                        // Made at the head or before: to wait for the head is to wait for it.
                        ? seen(mutation, seen.head()).map(none -> seen.answer().get())
                        : mutation.decide(seen.facts())
                                .flatMap(decision -> sessions.withStatelessTransaction(
                                        session -> write(session, call, type, mutation, seen, decision)))
                                .call(committed -> seen(mutation, committed.revision()))
                                .map(Committed::answer))
                .onFailure(FactsChanged.class)
                .recoverWithUni(() -> attempt < ATTEMPTS
                        ? attempt(call, type, mutation, attempt + 1)
                        : Uni.createFrom()
                                .failure(new PortcullisException(
                                        ErrorReason.STATE_CHANGED,
                                        "what this change depends on was changed at the same time; try again")));
    }

    private <F, R> Uni<Seen<F, R>> look(
            StatelessSession session, Call call, Class<R> type, Mutation<F, ?, R> mutation) {
        // One snapshot for all facts: else a change made in between is half seen, and refused for a reason that never
        // was.
        return OneSnapshot.of(session, () -> answers.find(session, call, type).flatMap(answer -> changes.head(session)
                .flatMap(head -> answer.isPresent()
                        ? Uni.createFrom().item(new Seen<F, R>(answer, head, null))
                        : mutation.facts(session).map(facts -> new Seen<>(Optional.<R>empty(), head, facts)))));
    }

    private Uni<Void> seen(Mutation<?, ?, ?> mutation, long revision) {
        return switch (mutation.waitsToBeSeen()) {
            case NOWHERE -> Uni.createFrom().voidItem();
            case HERE -> replica.reached(revision, SEEN_HERE);
            case EVERYWHERE -> barrier.await(revision).replaceWithVoid();
        };
    }

    private <F, D, R> Uni<Committed<R>> write(
            StatelessSession session,
            Call call,
            Class<R> type,
            Mutation<F, D, R> mutation,
            Seen<F, R> seen,
            D decision) {
        return changes.next(session)
                .flatMap(stamp -> answers.find(session, call, type).flatMap(answer -> {
                    if (answer.isPresent()) {
                        return Uni.createFrom().failure(new FactsChanged());
                    }
                    return confirm(session, mutation, seen, stamp)
                            .flatMap(facts -> mutation.write(session, stamp, facts, decision))
                            .flatMap(recorded -> record(session, call, stamp, recorded));
                }));
    }

    private <F> Uni<F> confirm(StatelessSession session, Mutation<F, ?, ?> mutation, Seen<F, ?> seen, Stamp stamp) {
        if (stamp.revision() == seen.head() + 1) {
            return Uni.createFrom().item(seen.facts());
        }
        return mutation.facts(session).invoke(now -> {
            if (!now.equals(seen.facts())) {
                throw new FactsChanged();
            }
        });
    }

    private <R> Uni<Committed<R>> record(
            StatelessSession session, Call call, Stamp stamp, Mutation.Recorded<R> recorded) {
        var event = recorded.event();
        return changes.append(session, stamp, event.type().name(), event.subjects(), recorded.states())
                .chain(() -> audit.append(session, stamp, call, event))
                .chain(() -> outbox.append(session, stamp, recorded.states()))
                .chain(() -> answers.keep(session, call, stamp, recorded.answer()))
                .replaceWith(new Committed<>(recorded.answer(), stamp.revision()));
    }

    /** What a first look found: the answer given before, or the facts, read when {@code head} was the last revision or later. */
    private record Seen<F, R>(Optional<R> answer, long head, F facts) {}

    private record Committed<R>(R answer, long revision) {}

    /** Rolls the transaction back and starts over. */
    private static final class FactsChanged extends RuntimeException {

        private static final long serialVersionUID = 1;

        FactsChanged() {
            super(null, null, false, false);
        }
    }
}
