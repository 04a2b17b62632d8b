package dev.portcullis.common;

import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;

/** Runs statements for a thread that may wait. Each is a transaction of its own. */
public final class Statements {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Pool pool;

    public Statements(Pool pool) {
        this.pool = pool;
    }

    /** Fails if the store does not answer within 10 s; what was asked for may then have been done, or may still be. */
    public RowSet<Row> run(String sql, Tuple parameters) {
        return pool.preparedQuery(sql).execute(parameters).await().atMost(LIMIT);
    }
}
