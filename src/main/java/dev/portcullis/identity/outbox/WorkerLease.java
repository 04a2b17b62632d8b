package dev.portcullis.identity.outbox;

import dev.portcullis.common.Ids;
import dev.portcullis.common.NanoClock;
import dev.portcullis.common.Statements;
import dev.portcullis.identity.keycloak.KeycloakSettings;
import dev.portcullis.identity.keycloak.Turn;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Whose turn it is to write to Keycloak.
 *
 * <p>Invariant: no two replicas write at once, as long as their clocks run at the rate of the store's, and neither stands still
 * between looking here and calling. So the tasks of a subject are done one after the other. Should one stand still there, it finds
 * its turn over when it has called, and has the task done anew ({@link TaskStore#again}).
 */
@Singleton
public class WorkerLease implements Turn {

    /** How long a turn is; whoever works begins it anew before half of it is over. */
    private static final Duration LENGTH = Duration.ofSeconds(30);

    private static final String TAKE = """
            UPDATE provisioning_worker SET holder = $1, until = now() + $2 * interval '1 millisecond'
            WHERE holder = $1 OR until <= now()""";

    private static final String GIVE_UP = "UPDATE provisioning_worker SET until = 'epoch' WHERE holder = $1";

    private final Statements statements;
    private final NanoClock clock;
    private final String holder;
    private final long spare;
    private volatile boolean held;
    private volatile long takenAt;

    WorkerLease(Pool pool, NanoClock clock, Ids ids, KeycloakSettings settings) {
        this.statements = new Statements(pool);
        this.clock = clock;
        this.holder = ids.next();
        this.spare = LENGTH.minus(settings.timeout()).toNanos();
    }

    /** What this process is called. */
    String holder() {
        return holder;
    }

    /** Takes or prolongs the turn; false if another has it. Blocks; fails if the store does not answer. */
    boolean take() {
        // Read before it is asked for: the store's time begins no earlier.
        var now = clock.nanos();
        held = statements
                        .run(TAKE, Tuple.of(holder, (double) LENGTH.toMillis()))
                        .rowCount()
                == 1;
        takenAt = now;
        return held;
    }

    @Override
    public boolean isOurs() {
        if (held && clock.nanos() - takenAt > LENGTH.toNanos() / 2) {
            take();
        }
        return held && clock.nanos() - takenAt < spare;
    }

    /** Lets another take it at once. */
    void giveUp() {
        if (held) {
            held = false;
            statements.run(GIVE_UP, Tuple.of(holder));
        }
    }
}
