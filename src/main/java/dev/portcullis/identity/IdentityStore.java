package dev.portcullis.identity;

import dev.portcullis.common.Statements;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** The identities table. Every step is one statement, and so one transaction. Blocks; fails if the store does not answer. */
@Singleton
class IdentityStore {

    private static final String FIND =
            "SELECT making, admitted, shut, cut_before, passed_on FROM identities WHERE subject = $1";
    private static final String MAKING = """
            INSERT INTO identities (subject, making) VALUES ($1, true)
            ON CONFLICT (subject) DO UPDATE SET making = true""";
    private static final String ADMITTED = """
            INSERT INTO identities (subject, admitted) VALUES ($1, true)
            ON CONFLICT (subject) DO UPDATE SET admitted = true""";
    private static final String SHUT = """
            INSERT INTO identities (subject, shut) VALUES ($1, $2)
            ON CONFLICT (subject) DO UPDATE SET shut = EXCLUDED.shut""";
    private static final String CUT = """
            INSERT INTO identities (subject, cut_before) VALUES ($1, $2)
            ON CONFLICT (subject) DO UPDATE SET cut_before = EXCLUDED.cut_before""";

    /** Contractors of whom a task is left already are told what is current then; it only comes forward. */
    private static final String PASS_ON = """
            WITH partner AS (
              INSERT INTO identities (subject, passed_on) VALUES ('partners/' || $1, $2)
              ON CONFLICT (subject) DO UPDATE SET passed_on = EXCLUDED.passed_on)
            INSERT INTO provisioning_tasks (
              subject, revision, urgent, state, created_at, due_at, attempts, refusals, error)
            SELECT 'contractors/' || id, (SELECT revision FROM change_head), $3, 'PENDING', now(), now(), 0, 0, ''
            FROM contractors WHERE partner_id = $1 ORDER BY id
            ON CONFLICT (subject) DO UPDATE SET revision = EXCLUDED.revision,
              urgent = provisioning_tasks.urgent OR EXCLUDED.urgent,
              state = 'PENDING', due_at = now(), attempts = 0, refusals = 0, error = ''""";

    private static final String UNKNOWN = """
            SELECT member FROM unnest($2::text[]) AS member
            WHERE NOT EXISTS (SELECT 1 FROM contractors WHERE partner_id = $1 AND subject = member)""";

    private final Statements statements;

    IdentityStore(Pool pool) {
        this.statements = new Statements(pool);
    }

    Identity find(Subject subject) {
        for (var row : statements.run(FIND, Tuple.of(subject.name()))) {
            var cut = row.getOffsetDateTime(3);
            return new Identity(
                    row.getBoolean(0),
                    row.getBoolean(1),
                    row.getBoolean(2),
                    cut == null ? null : cut.toInstant(),
                    row.getString(4));
        }
        return Identity.NEW;
    }

    void making(Subject subject) {
        statements.run(MAKING, Tuple.of(subject.name()));
    }

    void admitted(Subject subject) {
        statements.run(ADMITTED, Tuple.of(subject.name()));
    }

    void shut(Subject subject, boolean shut) {
        statements.run(SHUT, Tuple.of(subject.name(), shut));
    }

    void cut(Subject subject, Instant before) {
        statements.run(CUT, Tuple.of(subject.name(), OffsetDateTime.ofInstant(before, ZoneOffset.UTC)));
    }

    /** Makes a task of every contractor of a partner, and notes what for. */
    void passOn(String partnerId, String what, boolean urgent) {
        statements.run(PASS_ON, Tuple.of(partnerId, what, urgent));
    }

    /** Those subjects that are no contractors of a partner. */
    List<String> unknown(String partnerId, List<String> subjects) {
        var unknown = new ArrayList<String>();
        for (var row : statements.run(UNKNOWN, Tuple.of(partnerId, subjects.toArray(String[]::new)))) {
            unknown.add(row.getString(0));
        }
        return unknown;
    }
}
