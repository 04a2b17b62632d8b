package dev.portcullis.revocation;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny.SessionFactory;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** Reads cuts of every kind out of the store, by revision. */
@ApplicationScoped
public class Cuts {

    private final SessionFactory sessions;

    Cuts(SessionFactory sessions) {
        this.sessions = sessions;
    }

    /** Cuts after a revision and up to another, in their order; the first so many. */
    public Uni<List<Cut>> between(long after, long upTo, int most) {
        return sessions.withStatelessSession(
                session -> rows(session, RevocationRow.class, "revision", after, upTo, most)
                        .flatMap(revocations -> rows(session, ReinstatementRow.class, "cutRevision", after, upTo, most)
                                .map(thaws -> Stream.concat(
                                                revocations.stream()
                                                        .map(RevocationRow::toRevocation)
                                                        .map(Cut::of),
                                                thaws.stream()
                                                        .map(ReinstatementRow::toReinstatement)
                                                        .map(Cut::of))
                                        .sorted(Comparator.comparingLong(Cut::revision))
                                        .limit(most)
                                        .toList())));
    }

    private static <T> Uni<List<T>> rows(
            StatelessSession session, Class<T> row, String revision, long after, long upTo, int most) {
        var hql = "from %1$s where %2$s > :after and %2$s <= :upTo order by %2$s"
                .formatted(row.getSimpleName(), revision);
        return session.createSelectionQuery(hql, row)
                .setParameter("after", after)
                .setParameter("upTo", upTo)
                .setMaxResults(most)
                .getResultList();
    }

    /** Whether there are more than so many cuts after a revision. */
    public Uni<Boolean> isMoreThan(int most, long after) {
        return sessions.withStatelessSession(session -> session.createNativeQuery("""
                                SELECT count(*) > :most
                                FROM (
                                  (SELECT 1 FROM revocations WHERE revision > :after LIMIT :most + 1)
                                  UNION ALL
                                  (SELECT 1 FROM reinstatements WHERE cut_revision > :after LIMIT :most + 1)) AS c""", Boolean.class)
                .setParameter("most", most)
                .setParameter("after", after)
                .getSingleResult());
    }
}
