package dev.portcullis.identity.drift;

import dev.portcullis.common.Columns;
import dev.portcullis.common.ListQuery;
import dev.portcullis.common.Page;
import dev.portcullis.common.PageRequest;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.hibernate.reactive.mutiny.Mutiny.SessionFactory;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** Reads what the sweeps have found. */
@ApplicationScoped
public class Findings {

    private final SessionFactory sessions;

    Findings(SessionFactory sessions) {
        this.sessions = sessions;
    }

    /** In the order in which it was found. */
    public Uni<Page<Finding>> list(PageRequest page) {
        return sessions.withStatelessTransaction(session -> new ListQuery<>(DriftRow.class, "id")
                .where("id > :after", "after", page.afterRevision())
                .run(session, page)
                .map(rows -> rows.stream().map(DriftRow::toFinding).toList())
                .map(found -> Page.of(found, page, finding -> Long.toString(finding.id()))));
    }

    /** How far the last sweep is. */
    public Uni<SweepState> lastSweep() {
        return sessions.withStatelessTransaction(Findings::lastSweep);
    }

    static Uni<SweepState> lastSweep(StatelessSession session) {
        return session.createNativeQuery("SELECT begun_at, ended_at, looked_at FROM identity_sweep", Object[].class)
                .getSingleResult()
                .map(row -> new SweepState(
                        Columns.instant(row[0]),
                        row[1] == null ? null : Columns.instant(row[1]),
                        Columns.number(row[2])));
    }
}
