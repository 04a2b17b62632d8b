package dev.portcullis.identity.outbox;

import dev.portcullis.common.Statements;
import dev.portcullis.identity.Subject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/**
 * The outbox and the tasks, as the worker has them. Every step is one statement, and so one transaction: nothing stays locked while
 * Keycloak is called. Blocks; fails if the store does not answer.
 */
@Singleton
class TaskStore {

    private static final int MOST_ERROR = 1000;

    private static final String DRAIN = """
            WITH taken AS (DELETE FROM outbox RETURNING subject, revision, urgent),
              latest AS (
                SELECT subject, max(revision) AS revision, bool_or(urgent) AS urgent FROM taken
                GROUP BY subject ORDER BY subject)
            INSERT INTO provisioning_tasks (
              subject, revision, urgent, state, created_at, due_at, attempts, refusals, error)
            SELECT subject, revision, urgent, 'PENDING', now(), now(), 0, 0, '' FROM latest
            ON CONFLICT (subject) DO UPDATE SET
              revision = greatest(provisioning_tasks.revision, EXCLUDED.revision),
              urgent = provisioning_tasks.urgent OR EXCLUDED.urgent,
              state = 'PENDING', due_at = now(), attempts = 0, refusals = 0, error = ''""";

    private static final String NEXT = """
            SELECT subject, revision, attempts, refusals FROM provisioning_tasks
            WHERE state = 'PENDING' AND due_at <= now() ORDER BY urgent DESC, due_at, subject LIMIT 1""";

    private static final String DONE = """
            DELETE FROM provisioning_tasks
            WHERE subject = $1 AND revision = $2
              AND EXISTS (SELECT 1 FROM provisioning_worker WHERE holder = $3 AND until > now())""";

    private static final String AGAIN = """
            INSERT INTO provisioning_tasks (
              subject, revision, urgent, state, created_at, due_at, attempts, refusals, error)
            VALUES ($1, $2, true, 'PENDING', now(), now(), 0, 0, '')
            ON CONFLICT (subject) DO UPDATE SET state = 'PENDING', due_at = now(), urgent = true""";

    private static final String FAILED = """
            UPDATE provisioning_tasks
            SET attempts = attempts + 1, refusals = refusals + $3, state = $4, error = $5,
              due_at = now() + $6 * interval '1 millisecond'
            WHERE subject = $1 AND revision = $2""";

    private static final String COUNT = """
            SELECT (SELECT count(*) FROM outbox) + count(*) FILTER (WHERE state = 'PENDING'),
              count(*) FILTER (WHERE state = 'PARKED'),
              CAST(coalesce(extract(epoch FROM now() - min(created_at)), 0) AS double precision)
            FROM provisioning_tasks""";

    private final Statements statements;

    TaskStore(Pool pool) {
        this.statements = new Statements(pool);
    }

    /** A task as it is to be carried out. */
    record Due(Subject subject, long revision, int attempts, int refusals) {}

    /**
     * What is left.
     *
     * @param oldestSeconds since when the oldest of them, parked or not, is left; 0 if none is
     */
    record Left(long pending, long parked, double oldestSeconds) {}

    /** Makes tasks of what is in the outbox: one of each subject, whatever failed before. */
    void drain() {
        statements.run(DRAIN, Tuple.tuple());
    }

    /** The task to carry out next; those that take away first. */
    Optional<Due> next() {
        for (var row : statements.run(NEXT, Tuple.tuple())) {
            return Optional.of(
                    new Due(Subject.of(row.getString(0)), row.getLong(1), row.getInteger(2), row.getInteger(3)));
        }
        return Optional.empty();
    }

    /** Ends a task, unless its subject has changed since; false, and nothing done, also if the holder's turn is over. */
    boolean done(Due task, String holder) {
        return statements.run(DONE, of(task).addValue(holder)).rowCount() == 1;
    }

    /** Has it done anew: another may have done it meanwhile, and be undone by what was done late. */
    void again(Due task) {
        statements.run(AGAIN, of(task));
    }

    /** Has it tried again, later. */
    void postpone(Due task, boolean refused, String error, Duration wait) {
        failed(task, refused, TaskState.PENDING, error, wait);
    }

    /** Has it not tried again. */
    void park(Due task, String error) {
        failed(task, true, TaskState.PARKED, error, Duration.ZERO);
    }

    Left count() {
        var row = statements.run(COUNT, Tuple.tuple()).iterator().next();
        return new Left(row.getLong(0), row.getLong(1), row.getDouble(2));
    }

    private void failed(Due task, boolean refused, TaskState state, String error, Duration wait) {
        var shown = error.length() > MOST_ERROR ? error.substring(0, MOST_ERROR) : error;
        statements.run(
                FAILED,
                of(task).addValue(refused ? 1 : 0)
                        .addValue(state.name())
                        .addValue(shown)
                        .addValue((double) wait.toMillis()));
    }

    private static Tuple of(Due task) {
        return Tuple.tuple().addValue(task.subject().name()).addValue(task.revision());
    }
}
