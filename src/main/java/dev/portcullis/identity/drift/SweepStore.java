package dev.portcullis.identity.drift;

import dev.portcullis.common.Statements;
import dev.portcullis.identity.Drift;
import dev.portcullis.identity.Subject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The sweep, as the worker has it. Every step is one statement, and so one transaction. Blocks; fails if the store does not answer. */
@Singleton
class SweepStore {

    private static final String BEGIN = """
            UPDATE identity_sweep SET begun_at = now(), ended_at = NULL, position = '', looked_at = 0
            WHERE ended_at IS NOT NULL
              AND (now() - begun_at >= $1 * interval '1 millisecond' OR asked_at > begun_at)""";

    private static final String ASK = "UPDATE identity_sweep SET asked_at = now()";

    private static final String EVENTS_UNTIL = "SELECT events_until FROM identity_sweep";

    private static final String SET_EVENTS_UNTIL = "UPDATE identity_sweep SET events_until = $1";

    private static final String CONTRACTORS_OF =
            "SELECT 'contractors/' || id FROM contractors WHERE subject = ANY($1) OR id = ANY($1) ORDER BY id";

    private static final String PARTNERS_OF = "SELECT 'partners/' || id FROM partners WHERE id = ANY($1) ORDER BY id";

    private static final String POSITION = "SELECT position FROM identity_sweep WHERE ended_at IS NULL";

    private static final String CONTRACTORS =
            "SELECT 'contractors/' || id FROM contractors WHERE id > $1 ORDER BY id LIMIT $2";

    private static final String PARTNERS = "SELECT 'partners/' || id FROM partners WHERE id > $1 ORDER BY id LIMIT $2";

    private static final String ADVANCE = "UPDATE identity_sweep SET position = $1, looked_at = looked_at + 1";

    private static final String END = "UPDATE identity_sweep SET ended_at = now()";

    /** Of a contractor, also what its partner has become. */
    private static final String IS_LEFT = """
            WITH about AS (
              SELECT $1 AS subject
              UNION ALL SELECT 'partners/' || partner_id FROM contractors
              WHERE $1 LIKE 'contractors/%' AND id = substr($1, 13))
            SELECT EXISTS (SELECT 1 FROM outbox JOIN about USING (subject))
              OR EXISTS (SELECT 1 FROM provisioning_tasks JOIN about USING (subject) WHERE state = 'PENDING')""";

    private static final String FOUND = """
            WITH seen AS (SELECT DISTINCT kind, detail FROM unnest($2::text[], $3::text[]) AS s (kind, detail)),
              gone AS (
                DELETE FROM identity_drift d WHERE d.subject = $1
                  AND NOT EXISTS (SELECT 1 FROM seen s WHERE s.kind = d.kind AND s.detail = d.detail))
            INSERT INTO identity_drift (subject, kind, detail, found_at)
            SELECT $1, kind, detail, now() FROM seen ON CONFLICT DO NOTHING""";

    private final Statements statements;

    SweepStore(Pool pool) {
        this.statements = new Statements(pool);
    }

    /** What a look at a subject has found. */
    record Seen(Drift drift, String detail) {}

    /** Begins a sweep if it is time, or one was asked for, and none is under way. */
    void begin(Duration every) {
        statements.run(BEGIN, Tuple.of((double) every.toMillis()));
    }

    /** Has a sweep begin as soon as none is under way. */
    void ask() {
        statements.run(ASK, Tuple.tuple());
    }

    /** Up to when, by Keycloak's clock, what admins did there was looked at. */
    Instant eventsUntil() {
        return statements
                .run(EVENTS_UNTIL, Tuple.tuple())
                .iterator()
                .next()
                .getOffsetDateTime(0)
                .toInstant();
    }

    void eventsUntil(Instant until) {
        statements.run(SET_EVENTS_UNTIL, Tuple.of(until.atOffset(ZoneOffset.UTC)));
    }

    /** The contractors who have such subjects in tokens, or such ids. */
    List<Subject> contractorsOf(Set<String> subjectsOrIds) {
        return subjects(CONTRACTORS_OF, subjectsOrIds);
    }

    /** The partners of such ids that there are. */
    List<Subject> partnersOf(Set<String> ids) {
        return subjects(PARTNERS_OF, ids);
    }

    /** The subjects to look at next, contractors first; none if the sweep is at its end, or none is under way. */
    List<Subject> next(int most) {
        for (var row : statements.run(POSITION, Tuple.tuple())) {
            var position = row.getString(0);
            var last = position.isEmpty() ? new Subject(Subject.Kind.CONTRACTOR, "") : Subject.of(position);
            var next = last.kind() == Subject.Kind.CONTRACTOR
                    ? subjects(CONTRACTORS, last.id(), most)
                    : List.<Subject>of();
            if (next.isEmpty()) {
                next = subjects(PARTNERS, last.kind() == Subject.Kind.PARTNER ? last.id() : "", most);
            }
            if (next.isEmpty()) {
                statements.run(END, Tuple.tuple());
            }
            return next;
        }
        return List.of();
    }

    /** Whether something is left to tell Keycloak of it, and not given up, so that it need not agree yet. */
    boolean isLeft(Subject subject) {
        return statements
                .run(IS_LEFT, Tuple.of(subject.name()))
                .iterator()
                .next()
                .getBoolean(0);
    }

    /** Notes what is so of a subject now, in place of what was found before. */
    void found(Subject subject, List<Seen> seen) {
        statements.run(
                FOUND,
                Tuple.of(
                        subject.name(),
                        seen.stream().map(each -> each.drift().name()).toArray(String[]::new),
                        seen.stream().map(Seen::detail).toArray(String[]::new)));
    }

    /** The sweep has looked at a subject. */
    void advance(Subject subject) {
        statements.run(ADVANCE, Tuple.of(subject.name()));
    }

    private List<Subject> subjects(String sql, Set<String> among) {
        return among.isEmpty() ? List.of() : subjects(sql, Tuple.of(among.toArray(String[]::new)));
    }

    private List<Subject> subjects(String sql, String after, int most) {
        return subjects(sql, Tuple.of(after, most));
    }

    private List<Subject> subjects(String sql, Tuple parameters) {
        var subjects = new ArrayList<Subject>();
        for (var row : statements.run(sql, parameters)) {
            subjects.add(Subject.of(row.getString(0)));
        }
        return subjects;
    }
}
