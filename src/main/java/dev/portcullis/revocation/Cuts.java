package dev.portcullis.revocation;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny.SessionFactory;

/** Reads cuts of every kind out of the store, by revision. */
@ApplicationScoped
public class Cuts {

    private final SessionFactory sessions;

    Cuts(SessionFactory sessions) {
        this.sessions = sessions;
    }

    /** Cuts after a revision and up to another, in their order; the first so many. */
    public Uni<List<Cut>> between(long after, long upTo, int most) {
        return sessions.withStatelessSession(session -> session.createSelectionQuery(
                                "from RevocationRow where revision > :after and revision <= :upTo order by revision",
                                RevocationRow.class)
                        .setParameter("after", after)
                        .setParameter("upTo", upTo)
                        .setMaxResults(most)
                        .getResultList())
                .map(rows -> rows.stream()
                        .map(RevocationRow::toRevocation)
                        .map(Cut::of)
                        .toList());
    }

    /** Whether there are more than so many cuts after a revision. */
    public Uni<Boolean> isMoreThan(int most, long after) {
        return sessions.withStatelessSession(session -> session.createNativeQuery("""
                                SELECT count(*) > :most
                                FROM (SELECT 1 FROM revocations WHERE revision > :after LIMIT :most + 1) AS c""", Boolean.class)
                .setParameter("most", most)
                .setParameter("after", after)
                .getSingleResult());
    }
}
