package dev.portcullis.identity.outbox;

import dev.portcullis.audit.EventType;
import dev.portcullis.audit.Mutation;
import dev.portcullis.audit.Mutations;
import dev.portcullis.change.Stamp;
import dev.portcullis.common.Call;
import dev.portcullis.common.ErrorReason;
import dev.portcullis.common.PortcullisException;
import dev.portcullis.identity.Subject;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** Has a task tried again at once, as if it had never failed. */
@ApplicationScoped
public class RetryTask {

    private final Mutations mutations;

    RetryTask(Mutations mutations) {
        this.mutations = mutations;
    }

    /** Fails with PROVISIONING_TASK_NOT_FOUND, or as {@link Mutations#run}. */
    public Uni<Task> run(Call call, Subject subject) {
        return mutations.run(call, Task.class, new Retry(subject));
    }

    /** What a task has come to is no fact that the change rests on, but that there is one. */
    private record Retry(Subject subject) implements Mutation<Boolean, Void, Task> {

        @Override
        public Uni<Boolean> facts(StatelessSession session) {
            return find(session).map(Optional::isPresent);
        }

        private Uni<Optional<Task>> find(StatelessSession session) {
            return session.createSelectionQuery("from TaskRow where subject = :subject", TaskRow.class)
                    .setParameter("subject", subject.name())
                    .getSingleResultOrNull()
                    .map(row -> Optional.ofNullable(row).map(TaskRow::toTask));
        }

        @Override
        public Uni<Void> decide(Boolean exists) {
            return exists ? Uni.createFrom().voidItem() : Uni.createFrom().failure(Retry::notFound);
        }

        private static PortcullisException notFound() {
            return new PortcullisException(
                    ErrorReason.PROVISIONING_TASK_NOT_FOUND, "nothing is left to tell Keycloak of it");
        }

        @Override
        public Uni<Recorded<Task>> write(StatelessSession session, Stamp stamp, Boolean exists, Void decision) {
            var event = subject.event(EventType.PROVISIONING_RETRIED);
            return session.createNativeQuery("""
                            UPDATE provisioning_tasks
                            SET state = 'PENDING', due_at = now(), attempts = 0, refusals = 0, error = ''
                            WHERE subject = :subject""")
                    .setParameter("subject", subject.name())
                    .executeUpdate()
                    .chain(() -> find(session))
                    .map(task -> new Recorded<>(task.orElseThrow(Retry::notFound), event.build()));
        }
    }
}
