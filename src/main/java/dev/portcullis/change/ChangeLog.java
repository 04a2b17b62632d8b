package dev.portcullis.change;

import dev.portcullis.common.Columns;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/**
 * The numbering of changes.
 *
 * <p>Invariant: committed revisions are 1, 2, 3, ... without a gap, and the order of revisions is the order of commits. What
 * keeps it is the row lock of {@code change_head}: {@link #next} takes it, and it is held to the end of the transaction, so
 * a later revision cannot commit before an earlier one, and a rollback gives the number back.
 *
 * <p>A transaction MUST call {@link #next} before it locks any other row; writers are serial, and none can deadlock.
 */
@ApplicationScoped
public class ChangeLog {

    private final InstantSource clock;

    ChangeLog(InstantSource clock) {
        this.clock = clock;
    }

    /** The revision of the last committed change, 0 if there is none. Takes no lock. */
    public Uni<Long> head(StatelessSession session) {
        return session.createNativeQuery("SELECT revision FROM change_head", Long.class)
                .getSingleResult();
    }

    /** Waits for all writers before, and numbers the change that this transaction makes. At most once a transaction. */
    public Uni<Stamp> next(StatelessSession session) {
        return session.createNativeQuery("""
                        UPDATE change_head
                        SET revision = revision + 1, changed_at = greatest(changed_at, :now)
                        RETURNING revision, changed_at""", Object[].class)
                .setParameter("now", OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
                .getSingleResult()
                .map(row -> new Stamp(Columns.number(row[0]), Columns.instant(row[1])));
    }

    /**
     * Enters the change.
     *
     * @param subjects the resource names that it touches
     * @param states what it makes of the things that a Check looks at; none if it touches no such thing
     */
    public Uni<Void> append(
            StatelessSession session, Stamp stamp, String type, List<String> subjects, List<State> states) {
        var row = new ChangeRow();
        row.revision = stamp.revision();
        row.changedAt = stamp.at();
        row.type = type;
        row.subjects = subjects.toArray(String[]::new);
        row.states = StateJson.write(states);
        return session.insert(row);
    }
}
