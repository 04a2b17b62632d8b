package dev.portcullis.access.record;

import dev.portcullis.common.ListQuery;
import dev.portcullis.common.Page;
import dev.portcullis.common.PageRequest;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.hibernate.reactive.mutiny.Mutiny.SessionFactory;

/** Reads what is known to be lost. */
@ApplicationScoped
public class Gaps {

    private final SessionFactory sessions;

    Gaps(SessionFactory sessions) {
        this.sessions = sessions;
    }

    /** Gaps in the order they were found. */
    public Uni<Page<Gap>> list(PageRequest page) {
        return sessions.withStatelessSession(session -> new ListQuery<>(GapRow.class, "id")
                        .where("id > :after", "after", page.afterOrLeast())
                        .run(session, page))
                .map(rows -> rows.stream().map(GapRow::toRecord).toList())
                .map(gaps -> Page.of(gaps, page, Gap::id));
    }
}
