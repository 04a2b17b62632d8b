package dev.portcullis.access.record;

import dev.portcullis.common.Ids;
import dev.portcullis.common.Statements;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * What the database knows of each origin. Every step is one statement, and so one transaction, that counts only from the
 * sequence it was meant for: done twice, the second does nothing. Blocks; fails if the database does not answer in time, and
 * what was asked for may then have been done or may still be.
 */
final class Ledger {

    private static final String OPEN = """
            INSERT INTO decision_epochs (replica, epoch, complete_until) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING""";

    private static final String FIND = """
            SELECT shipped_sequence, promised_sequence, closed FROM decision_epochs WHERE replica = $1 AND epoch = $2""";

    private static final String SHIP = """
            WITH step AS (
              UPDATE decision_epochs
              SET shipped_sequence = $4, promised_sequence = greatest(promised_sequence, $4),
                complete_until = greatest(complete_until, $5), renewed_at = now()
              WHERE replica = $1 AND epoch = $2 AND shipped_sequence = $3
              RETURNING replica, epoch)
            INSERT INTO decisions (
              replica, epoch, sequence, id, decided_at, rpc, caller, effect, credential_id, contractor_id, partner_id,
              asset_id, action, reasons, internal_reasons, customer_reasons, obligations, policy_revision, state_revision,
              trace_id, source_address, country, input)
            SELECT step.replica, step.epoch, sequence, id, 'epoch'::timestamptz + decided_at_ms * interval '1 millisecond',
              rpc, caller, effect, credential_id, contractor_id, partner_id, asset_id, action, reasons, internal_reasons,
              coalesce(customer_reasons, '{}'), obligations, policy_revision, state_revision, trace_id,
              source_address, country, input
            FROM step, json_to_recordset($6::text::json) AS entry (
              sequence bigint, id text, decided_at_ms bigint, rpc text, caller text, effect text, credential_id text,
              contractor_id text, partner_id text, asset_id text, action text, reasons text[], internal_reasons text[],
              customer_reasons text[], obligations jsonb, policy_revision text, state_revision bigint, trace_id text,
              source_address text, country text, input jsonb)""";

    private static final String SKIP = """
            WITH step AS (
              UPDATE decision_epochs SET shipped_sequence = $4, renewed_at = now()
              WHERE replica = $1 AND epoch = $2 AND shipped_sequence = $3
              RETURNING replica, epoch, complete_until)
            INSERT INTO decision_gaps (
              id, replica, epoch, first_sequence, last_sequence, cause, given_from, given_until, found_at)
            SELECT $5, replica, epoch, $3 + 1, $4, $6, least(complete_until, $7), $7, $8 FROM step""";

    private static final String LOSE_REST = """
            WITH step AS (
              UPDATE decision_epochs SET closed = true
              WHERE replica = $1 AND epoch = $2 AND NOT closed
              RETURNING replica, epoch, shipped_sequence, complete_until)
            INSERT INTO decision_gaps (
              id, replica, epoch, first_sequence, last_sequence, cause, given_from, given_until, found_at)
            SELECT $3, replica, epoch, shipped_sequence + 1, NULL, $4, least(complete_until, $5), $5, $5 FROM step
            ON CONFLICT (replica, epoch, first_sequence) DO UPDATE SET given_until = EXCLUDED.given_until""";

    private static final String RENEW = """
            UPDATE decision_epochs
            SET promised_sequence = greatest(promised_sequence, $3), complete_until = greatest(complete_until, $4),
              renewed_at = now(), closed = closed AND NOT declared_lost, declared_lost = false
            WHERE replica = $1 AND epoch = $2""";

    private static final String CLOSE = """
            UPDATE decision_epochs SET closed = true
            WHERE replica = $1 AND epoch = $2 AND shipped_sequence = $3 AND NOT closed""";

    private static final String LEFT = """
            SELECT epoch, renewed_at < now() - interval '10 seconds' AS silent FROM decision_epochs
            WHERE replica = $1 AND epoch <> $2 AND NOT closed ORDER BY renewed_at""";

    private final Statements statements;
    private final InstantSource clock;
    private final Ids ids;

    Ledger(Pool pool, InstantSource clock, Ids ids) {
        this.statements = new Statements(pool);
        this.clock = clock;
        this.ids = ids;
    }

    /** What is on the books of an origin. */
    record Epoch(long shipped, long promised, boolean closed) {}

    /** An epoch that nobody closed; silent if it was not heard of for ten seconds. */
    record Left(Origin origin, boolean silent) {}

    /** Enters an origin that has decided nothing yet. */
    void open(Origin origin) {
        statements.run(OPEN, of(origin).addValue(time(clock.instant())));
    }

    /** Enters an origin that this database does not know, if it does not: any time it may have decided. */
    void openLate(Origin origin) {
        statements.run(OPEN, of(origin).addValue(time(Instant.EPOCH)));
    }

    /** An origin that was entered. */
    Epoch find(Origin origin) {
        var row = statements.run(FIND, of(origin)).iterator().next();
        return new Epoch(row.getLong(0), row.getLong(1), row.getBoolean(2));
    }

    /** Stores the entries behind a sequence; false if that is not where the origin stands. */
    boolean ship(Origin origin, Batch batch) {
        var done = statements.run(
                SHIP,
                of(origin)
                        .addValue(batch.first() - 1)
                        .addValue(batch.last())
                        .addValue(time(Instant.ofEpochMilli(batch.lastAt())))
                        .addValue(batch.json()));
        return done.rowCount() == batch.count();
    }

    /** Names the entries from behind a sequence to another as lost; false if that is not where the origin stands. */
    boolean skip(Origin origin, long shipped, long last, GapCause cause, long untilMs) {
        var done = statements.run(
                SKIP,
                of(origin)
                        .addValue(shipped)
                        .addValue(last)
                        .addValue(ids.next())
                        .addValue(cause.name())
                        .addValue(time(Instant.ofEpochMilli(untilMs)))
                        .addValue(time(clock.instant())));
        return done.rowCount() == 1;
    }

    /** Closes an origin and names everything behind what is shipped as lost, as far as there is anything. */
    boolean loseRest(Origin origin, GapCause cause) {
        var done = statements.run(
                LOSE_REST,
                of(origin).addValue(ids.next()).addValue(cause.name()).addValue(time(clock.instant())));
        return done.rowCount() == 1;
    }

    /** Says how far an origin has come. */
    void renew(Origin origin, long promised, long completeUntilMs) {
        statements.run(RENEW, of(origin).addValue(promised).addValue(time(Instant.ofEpochMilli(completeUntilMs))));
    }

    /** Closes an origin of which everything is shipped. */
    void close(Origin origin, long shipped) {
        statements.run(CLOSE, of(origin).addValue(shipped));
    }

    /** The epochs of a replica, but for its present one, that are open. */
    List<Left> left(Origin present) {
        var left = new ArrayList<Left>();
        for (var row : statements.run(LEFT, of(present))) {
            left.add(new Left(new Origin(present.replica(), row.getLong(0)), row.getBoolean(1)));
        }
        return left;
    }

    private static Tuple of(Origin origin) {
        return Tuple.tuple().addValue(origin.replica()).addValue(origin.epoch());
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
