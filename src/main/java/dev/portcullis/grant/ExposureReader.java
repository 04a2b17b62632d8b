package dev.portcullis.grant;

import dev.portcullis.policy.GrantInput.ConflictFacts;
import dev.portcullis.policy.GrantInput.ExposureFacts;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny.SelectionQuery;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** Finds out what a partner would hold if it had what it asks for beside what it holds. */
@ApplicationScoped
class ExposureReader {

    /** All the assets of it, with whether they are asked for: those of grants that are or will be in force, and all below. */
    private static final String HELD = """
            WITH RECURSIVE held AS (
              SELECT unnest(CAST(:asked AS text[])) AS id, true AS asked
              UNION
              SELECT a.asset_id, false FROM grants g JOIN grant_assets a ON a.grant_id = g.id
                WHERE g.partner_id = :partner AND g.state = 'ACTIVE' AND g.expires_at > :now
              UNION
              SELECT a.id, held.asked FROM assets a JOIN held ON a.parent_id = held.id)""";

    private static final String RESTRICTED = HELD + """
            SELECT count(*) FROM assets WHERE classification = 'RESTRICTED' AND id IN (SELECT id FROM held)""";
    private static final String CONFLICTS = HELD + """
            , subject AS (
              SELECT a.id AS document, unnest(a.about) AS id FROM assets a
                WHERE a.about <> '{}' AND a.id IN (SELECT id FROM held)
              UNION
              SELECT s.document, a.id FROM assets a JOIN subject s ON a.parent_id = s.id)
            SELECT DISTINCT s.document, s.id FROM subject s
              JOIN held document ON document.id = s.document
              JOIN held dataset ON dataset.id = s.id
            WHERE document.asked OR dataset.asked
            ORDER BY s.document, s.id""";

    private final InstantSource clock;

    ExposureReader(InstantSource clock) {
        this.clock = clock;
    }

    Uni<ExposureFacts> read(StatelessSession session, String partnerId, List<String> asked) {
        return query(session, RESTRICTED, Long.class, partnerId, asked)
                .getSingleResult()
                .flatMap(restricted -> query(session, CONFLICTS, Object[].class, partnerId, asked)
                        .setMaxResults(ExposureFacts.MOST_CONFLICTS)
                        .getResultList()
                        .map(rows -> new ExposureFacts(
                                restricted,
                                rows.stream()
                                        .map(row -> new ConflictFacts((String) row[0], (String) row[1]))
                                        .toList())));
    }

    private <R> SelectionQuery<R> query(
            StatelessSession session, String sql, Class<R> row, String partnerId, List<String> asked) {
        return session.createNativeQuery(sql, row)
                .setParameter("asked", asked.toArray(String[]::new))
                .setParameter("partner", partnerId)
                .setParameter("now", clock.instant().atOffset(ZoneOffset.UTC));
    }
}
