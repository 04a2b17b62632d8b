package dev.portcullis.revocation;

import dev.portcullis.change.ChangeLog;
import dev.portcullis.common.Caller;
import dev.portcullis.common.Columns;
import dev.portcullis.common.ErrorReason;
import dev.portcullis.common.PortcullisException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny.SessionFactory;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;
import org.jboss.logging.Logger;

/** How far each instance of a data platform says that it enforces revocations. No revocation waits for what is here. */
@ApplicationScoped
public class EnforcementPoints {

    private static final Logger LOG = Logger.getLogger(EnforcementPoints.class);
    private static final Duration READ_LIMIT = Duration.ofMillis(500);

    private static final String ACK = """
            UPDATE enforcement_points
            SET acked_revision = greatest(acked_revision, :revision), last_seen = greatest(last_seen, :now)
            WHERE caller = :caller AND name = :name
            RETURNING acked_revision""";
    private static final String FORGET = "DELETE FROM enforcement_points WHERE caller = :caller AND last_seen < :since";
    private static final String ADD = """
            INSERT INTO enforcement_points
            SELECT :caller, :name, :revision, :now
            WHERE (SELECT count(*) FROM enforcement_points WHERE caller = :caller) < :most
            ON CONFLICT (caller, name) DO UPDATE
            SET acked_revision = greatest(enforcement_points.acked_revision, EXCLUDED.acked_revision)
            RETURNING acked_revision""";
    private static final String LIST = """
            SELECT caller, name, acked_revision, last_seen FROM enforcement_points
            WHERE last_seen >= :since ORDER BY caller, name""";

    private final SessionFactory sessions;
    private final ChangeLog changes;
    private final RevocationConfig config;
    private final InstantSource clock;

    EnforcementPoints(SessionFactory sessions, ChangeLog changes, RevocationConfig config, InstantSource clock) {
        this.sessions = sessions;
        this.changes = changes;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Takes down that a point enforces every cut up to a revision. Answers the greatest that it ever acknowledged. Fails with
     * WATCH_START_OVER if there is no such revision yet, or ENFORCEMENT_POINT_LIMIT_REACHED.
     */
    public Uni<Long> ack(Caller caller, String name, long revision) {
        var now = clock.instant();
        return sessions.withStatelessTransaction(session -> changes.head(session)
                .invoke(head -> {
                    if (revision > head) {
                        throw new PortcullisException(
                                ErrorReason.WATCH_START_OVER,
                                "revision: there is no such revision; drop every decision that is kept, and watch from now on");
                    }
                })
                .chain(() -> update(session, caller, name, revision, now))
                .flatMap(acked -> acked.isEmpty()
                        ? add(session, caller, name, revision, now)
                        : Uni.createFrom().item(acked))
                .map(acked -> {
                    if (acked.isEmpty()) {
                        throw new PortcullisException(
                                ErrorReason.ENFORCEMENT_POINT_LIMIT_REACHED,
                                "enforcement_point: there are as many as there may be; names are for instances");
                    }
                    return acked.get(0);
                }));
    }

    /** Standings, with the points that were seen lately; without any if the store does not tell them at once. */
    Uni<List<Standing>> with(List<Standing> standings) {
        return recent().ifNoItem()
                .after(READ_LIMIT)
                .fail()
                .onFailure()
                .invoke(failure -> LOG.warn("enforcement points cannot be read", failure))
                .onFailure()
                .recoverWithItem(List.of())
                .map(points -> standings.stream()
                        .map(standing -> standing.with(points))
                        .toList());
    }

    private Uni<List<EnforcementPoint>> recent() {
        return sessions.withStatelessSession(session -> session.createNativeQuery(LIST, Object[].class)
                        .setParameter("since", utc(clock.instant().minus(config.pointsFor())))
                        .getResultList())
                .map(rows -> rows.stream()
                        .map(row -> new EnforcementPoint(
                                (String) row[0], (String) row[1], Columns.number(row[2]), Columns.instant(row[3])))
                        .toList());
    }

    private static Uni<List<Long>> update(
            StatelessSession session, Caller caller, String name, long revision, Instant now) {
        return session.createNativeQuery(ACK, Long.class)
                .setParameter("caller", caller.subject())
                .setParameter("name", name)
                .setParameter("revision", revision)
                .setParameter("now", utc(now))
                .getResultList();
    }

    private Uni<List<Long>> add(StatelessSession session, Caller caller, String name, long revision, Instant now) {
        return session.createNativeQuery(FORGET)
                .setParameter("caller", caller.subject())
                .setParameter("since", utc(now.minus(config.pointsFor())))
                .executeUpdate()
                .chain(() -> session.createNativeQuery(ADD, Long.class)
                        .setParameter("caller", caller.subject())
                        .setParameter("name", name)
                        .setParameter("revision", revision)
                        .setParameter("now", utc(now))
                        .setParameter("most", config.pointsPerCaller())
                        .getResultList());
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
