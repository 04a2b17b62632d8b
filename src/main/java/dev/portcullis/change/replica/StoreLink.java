package dev.portcullis.change.replica;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * One connection to the store, for one thread that waits for its answers. What does not answer in time is broken: it is to be
 * closed, and another opened.
 */
public final class StoreLink implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(1);

    /** How long a query over everything may take to give its next rows. */
    private static final Duration READ_LIMIT = Duration.ofMinutes(1);

    /** How many rows of it there are in memory at once, and as many again. */
    private static final int AT_ONCE = 5_000;

    private final PgConnection connection;

    private StoreLink(PgConnection connection) {
        this.connection = connection;
    }

    /** The store did not do it, or did not say so in time. */
    static final class Broken extends RuntimeException {

        private static final long serialVersionUID = 1;

        Broken(Throwable cause) {
            super("the store did not answer", cause);
        }
    }

    static StoreLink open(Vertx vertx, PgConnectOptions server) {
        var options = new PgConnectOptions(server)
                .setConnectTimeout((int) LIMIT.toMillis())
                .setReconnectAttempts(0)
                // Else it would go on in the store when nobody waits any more.
                .addProperty("statement_timeout", Long.toString(LIMIT.toMillis()));
        var opening = PgConnection.connect(vertx, options);
        try {
            return new StoreLink(await(opening, LIMIT));
        } catch (Broken e) {
            // Should it come after all, nobody waits for it.
            opening.onSuccess(PgConnection::close);
            throw e;
        }
    }

    RowSet<Row> query(String sql, Object... parameters) {
        return await(connection.preparedQuery(sql).execute(Tuple.from(parameters)), LIMIT);
    }

    void run(String sql) {
        await(connection.query(sql).execute(), LIMIT);
    }

    /** Calls back, on a thread that must not be kept, for each notification that comes in. */
    void listen(Consumer<String> channels, String... names) {
        connection.notificationHandler(notification -> channels.accept(notification.getChannel()));
        for (var name : names) {
            run("LISTEN " + name);
        }
    }

    /** All rows of a query, in their order, some at a time, the next while those before are taken. Only in a transaction. */
    public void stream(String sql, Consumer<Row> rows, Object... parameters) {
        var statement = await(connection.prepare(sql), LIMIT);
        var cursor = statement.cursor(Tuple.from(parameters));
        var batch = await(cursor.read(AT_ONCE), READ_LIMIT);
        while (cursor.hasMore()) {
            var next = cursor.read(AT_ONCE);
            batch.forEach(rows);
            batch = await(next, READ_LIMIT);
        }
        batch.forEach(rows);
        await(cursor.close(), LIMIT);
        await(statement.close(), LIMIT);
    }

    @Override
    public void close() {
        connection.close();
    }

    private static <T> T await(Future<T> future, Duration limit) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new Broken(e.getCause());
        } catch (TimeoutException e) {
            throw new Broken(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Broken(e);
        }
    }
}
