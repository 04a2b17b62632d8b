package dev.portcullis.rollout;

import dev.portcullis.common.Columns;
import dev.portcullis.rollout.ShadowReport.Difference;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** What is evaluated beside the active policy, and what came of it. Every method works in the caller's transaction. */
@ApplicationScoped
class ShadowStore {

    private static final String FIND = "SELECT bundle, sample_per_million, revision FROM policy_shadow";
    private static final String COUNTS = """
            SELECT outcome, CAST(sum(count) AS bigint) FROM policy_shadow_tallies WHERE shadow_revision = :revision GROUP BY 1""";
    private static final String DIFFERENCES = """
            SELECT from_effect, to_effect, reasons, count, array_to_string(examples, ',') FROM policy_shadow_tallies
            WHERE shadow_revision = :revision AND outcome = 'DIFFERENT'
            ORDER BY count DESC, from_effect, to_effect, reasons LIMIT :most""";

    Uni<Shadowing> find(StatelessSession session) {
        return session.createNativeQuery(FIND, Object[].class)
                .getSingleResult()
                .map(row -> new Shadowing(
                        Optional.ofNullable((String) row[0]), ((Number) row[1]).intValue(), Columns.number(row[2])));
    }

    Uni<Void> update(StatelessSession session, Shadowing next) {
        return session.createNativeQuery("""
                        UPDATE policy_shadow SET bundle = CAST(:bundle AS text), sample_per_million = :sample,
                          revision = :revision""")
                .setParameter("bundle", next.bundle().orElse(null))
                .setParameter("sample", next.samplePerMillion())
                .setParameter("revision", next.revision())
                .executeUpdate()
                .replaceWithVoid();
    }

    /** What came of the candidate of a revision; the differences with the highest counts first. */
    Uni<ShadowReport> report(StatelessSession session, Shadowing shadowing, int most) {
        return session.createNativeQuery(COUNTS, Object[].class)
                .setParameter("revision", shadowing.revision())
                .getResultList()
                .flatMap(counts -> session.createNativeQuery(DIFFERENCES, Object[].class)
                        .setParameter("revision", shadowing.revision())
                        .setParameter("most", most)
                        .getResultList()
                        .map(rows -> new ShadowReport(
                                shadowing,
                                count(counts, "SAME"),
                                count(counts, "DIFFERENT"),
                                count(counts, "FAILED"),
                                count(counts, "DROPPED"),
                                rows.stream().map(ShadowStore::difference).toList())));
    }

    private static long count(List<Object[]> counts, String outcome) {
        return counts.stream()
                .filter(row -> row[0].equals(outcome))
                .mapToLong(row -> Columns.number(row[1]))
                .sum();
    }

    private static Difference difference(Object[] row) {
        return new Difference(
                (String) row[0], (String) row[1], Columns.words(row[2]), Columns.number(row[3]), Columns.words(row[4]));
    }
}
