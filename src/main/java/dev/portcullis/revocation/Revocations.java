package dev.portcullis.revocation;

import dev.portcullis.common.ErrorReason;
import dev.portcullis.common.ListQuery;
import dev.portcullis.common.Page;
import dev.portcullis.common.PageRequest;
import dev.portcullis.common.PortcullisException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny.SessionFactory;

/** Reads revocations, and foretells what one would cut. */
@ApplicationScoped
public class Revocations {

    private final SessionFactory sessions;
    private final Targets targets;
    private final BlastRadius blastRadius;
    private final Standings standings;
    private final EnforcementPoints points;
    private final InstantSource clock;

    Revocations(
            SessionFactory sessions,
            Targets targets,
            BlastRadius blastRadius,
            Standings standings,
            EnforcementPoints points,
            InstantSource clock) {
        this.sessions = sessions;
        this.targets = targets;
        this.blastRadius = blastRadius;
        this.standings = standings;
        this.points = points;
        this.clock = clock;
    }

    /** What a revocation would cut now: the counts of all, and a page of the credentials. */
    public record Preview(Impact impact, Page<AffectedCredential> credentials) {}

    /** Fails with the NOT_FOUND of what the selector names. */
    public Uni<Preview> preview(Selector selector, PageRequest page) {
        var now = clock.instant();
        return sessions.withStatelessTransaction(session -> targets.find(session, selector)
                .chain(() -> blastRadius.count(session, selector, now))
                .flatMap(impact -> blastRadius
                        .list(session, selector, now, page)
                        .map(credentials -> new Preview(impact, credentials))));
    }

    /** One revocation. Fails with REVOCATION_NOT_FOUND. */
    public Uni<Standing> get(String id) {
        return sessions.withStatelessTransaction(session -> session.get(RevocationRow.class, id))
                .map(row -> {
                    if (row == null) {
                        throw new PortcullisException(ErrorReason.REVOCATION_NOT_FOUND, "there is no such revocation");
                    }
                    return row.toRevocation();
                })
                .flatMap(revocation -> standings.of(List.of(revocation)))
                .flatMap(points::with)
                .map(standings -> standings.get(0));
    }

    /** Revocations, the latest first. */
    public Uni<Page<Standing>> list(PageRequest page) {
        return sessions.withStatelessTransaction(session -> new ListQuery<>(RevocationRow.class, "revision desc")
                        .where("revision < :before", "before", page.beforeRevision())
                        .run(session, page))
                .map(rows -> rows.stream().map(RevocationRow::toRevocation).toList())
                .map(revocations -> Page.of(revocations, page, revocation -> Long.toString(revocation.revision())))
                .flatMap(part -> standings
                        .of(part.items())
                        .flatMap(points::with)
                        .map(standings -> new Page<>(standings, part.next())));
    }
}
