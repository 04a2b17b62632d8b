package dev.portcullis.change.replica;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Opens connections to the store that are not of the pool, but configured as those are: following the change log must not wait
 * for a connection, and a connection that hangs must not go back to where others would take it.
 */
@Singleton
public class StoreLinks implements PgPoolCreator {

    /** How long the store waits for the next statement of a transaction before it rolls it back, in milliseconds. */
    private static final String IDLE_MILLIS = "5000";

    /** How long a transaction waits for a lock, in milliseconds: those that stand in line abandoned end together. */
    private static final String LOCK_MILLIS = "5000";

    /** Statements up to this length are prepared once for each connection, in characters. */
    private static final int LONGEST_PREPARED = 16_384;

    private final Instance<Pool> pool;
    private final AtomicInteger opened = new AtomicInteger();

    /** Of its own: on an event loop that also answers Checks, a renewal would wait behind all that have come in before it. */
    private final Vertx vertx = Vertx.vertx(new VertxOptions()
            .setEventLoopPoolSize(1)
            .setFileSystemOptions(
                    new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));

    private volatile List<PgConnectOptions> servers;

    StoreLinks(Instance<Pool> pool) {
        this.pool = pool;
    }

    @Override
    public Pool create(Input input) {
        servers = input.pgConnectOptionsList();
        servers.forEach(StoreLinks::endWhatIsAbandoned);
        // The longest text is the counting of what a revocation cuts: planned anew each time, it would take twice as
        // long.
        servers.forEach(server -> server.setPreparedStatementCacheSqlLimit(LONGEST_PREPARED));
        return PgBuilder.pool()
                .with(input.poolOptions())
                .connectingTo(List.<SqlConnectOptions>copyOf(servers))
                .using(input.vertx())
                .build();
    }

    /** A replica that is cut off in the middle of a change must not keep the lock that every other change waits for. */
    private static void endWhatIsAbandoned(PgConnectOptions server) {
        server.addProperty("idle_in_transaction_session_timeout", IDLE_MILLIS);
        server.addProperty("lock_timeout", LOCK_MILLIS);
    }

    /** A new connection. Blocks; throws {@link StoreLink.Broken} if there is none to be had in time. */
    StoreLink open() {
        if (servers == null) {
            // Asked for anything, the pool is made, and so create is called.
            pool.get().size();
        }
        return StoreLink.open(vertx, servers.get(Math.floorMod(opened.getAndIncrement(), servers.size())));
    }

    @PreDestroy
    void close() {
        vertx.close();
    }
}
