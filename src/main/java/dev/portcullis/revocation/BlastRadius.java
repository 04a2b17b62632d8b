package dev.portcullis.revocation;

import dev.portcullis.common.Columns;
import dev.portcullis.common.Page;
import dev.portcullis.common.PageRequest;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny.SelectionQuery;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/**
 * How much a cut takes away: grants that are in force, and credentials that are live and rest on one of them, of contractors
 * and partners that are ACTIVE, or THAWING for the contractor and some of the assets. A watermark takes away credentials and no grant.
 */
@ApplicationScoped
class BlastRadius {

    /** The assets that were open, and that are closed with this one; and those above, whose holders lose a part. */
    private static final String TOUCHED = """
            above AS (
              SELECT id, parent_id, state FROM assets WHERE id = :id
              UNION SELECT a.id, a.parent_id, a.state FROM above JOIN assets a ON a.id = above.parent_id),
            below AS (
              SELECT id FROM assets
              WHERE id = :id AND NOT EXISTS (SELECT 1 FROM above WHERE state = 'QUARANTINED')
              UNION SELECT a.id FROM below JOIN assets a ON a.parent_id = below.id AND a.state <> 'QUARANTINED'),
            touched AS (
              SELECT id FROM below UNION SELECT id FROM above WHERE EXISTS (SELECT 1 FROM below)),
            """;

    private static final String TOUCHED_GRANT =
            "g.id IN (SELECT grant_id FROM grant_assets WHERE asset_id = ANY (ARRAY(SELECT id FROM touched)))";
    private static final String REACHED_GRANT = """
            g.id IN (
              SELECT grant_id FROM grant_assets WHERE asset_id = ANY (ARRAY(SELECT id FROM touched))
              UNION SELECT r.grant_id FROM credential_assets s JOIN credential_grants r ON r.credential_id = s.credential_id
              WHERE s.asset_id = ANY (ARRAY(SELECT id FROM touched)))""";
    private static final String REACHED_CREDENTIAL =
            "c.id IN (SELECT credential_id FROM credential_assets WHERE asset_id = ANY (ARRAY(SELECT id FROM touched)))";

    private static final String LIVE = """
            chosen AS (
              SELECT p.id AS partner_id, a.asset_id FROM partners p JOIN reinstatement_assets a ON a.reinstatement_id = p.thaw_id),
            thaw_below AS (
              SELECT partner_id, asset_id AS id FROM chosen
              UNION SELECT t.partner_id, a.id FROM thaw_below t JOIN assets a ON a.parent_id = t.id),
            thaw_above AS (
              SELECT c.partner_id, a.id, a.parent_id FROM chosen c JOIN assets a ON a.id = c.asset_id
              UNION SELECT t.partner_id, a.id, a.parent_id FROM thaw_above t JOIN assets a ON a.id = t.parent_id),
            thawed AS (SELECT partner_id, id FROM thaw_below UNION SELECT partner_id, id FROM thaw_above),
            grant_in_reach AS MATERIALIZED (
              SELECT g.id, g.contractor_id FROM grants g
              WHERE g.state = 'ACTIVE' AND g.not_before <= :now AND g.expires_at > :now AND %s),
            credential_in_reach AS MATERIALIZED (
              SELECT c.id, c.contractor_id, c.partner_id, c.issued_at, c.expires_at, c.revision FROM credentials c
              WHERE c.state = 'ACTIVE' AND c.expires_at > :now AND %s),
            holder AS MATERIALIZED (
              SELECT k.id, k.partner_id, p.state = 'THAWING' AS thawing,
                greatest(k.issued_before, p.issued_before, (SELECT issued_before FROM all_credentials)) AS issued_before
              FROM (SELECT contractor_id FROM grant_in_reach UNION SELECT contractor_id FROM credential_in_reach) r
                JOIN contractors k ON k.id = r.contractor_id JOIN partners p ON p.id = k.partner_id
              WHERE k.state = 'ACTIVE' AND (p.state = 'ACTIVE' OR p.state = 'THAWING' AND EXISTS (
                SELECT 1 FROM reinstatement_contractors c WHERE c.reinstatement_id = p.thaw_id AND c.contractor_id = k.id))),
            in_force AS (
              SELECT g.id, g.contractor_id FROM grant_in_reach g JOIN holder h ON h.id = g.contractor_id
              WHERE NOT h.thawing OR EXISTS (
                SELECT 1 FROM grant_assets s JOIN thawed t ON t.id = s.asset_id AND t.partner_id = h.partner_id
                WHERE s.grant_id = g.id)),
            cut_grant AS (SELECT g.id, g.contractor_id FROM in_force g WHERE %s),
            cut_credential AS (
              SELECT c.* FROM credential_in_reach c JOIN holder h ON h.id = c.contractor_id
              WHERE (h.issued_before IS NULL OR c.issued_at >= h.issued_before)
                AND (NOT h.thawing OR EXISTS (
                  SELECT 1 FROM credential_assets s JOIN thawed t ON t.id = s.asset_id AND t.partner_id = h.partner_id
                  WHERE s.credential_id = c.id))
                AND EXISTS (
                  SELECT 1 FROM credential_grants r JOIN in_force g ON g.id = r.grant_id WHERE r.credential_id = c.id))
            """;

    private static final String COUNT = """
            , grants_of AS MATERIALIZED (SELECT contractor_id, count(*) AS n FROM cut_grant GROUP BY contractor_id),
            credentials_of AS MATERIALIZED (SELECT contractor_id, count(*) AS n FROM cut_credential GROUP BY contractor_id)
            SELECT
              (SELECT count(*) FROM (
                SELECT contractor_id FROM grants_of UNION SELECT contractor_id FROM credentials_of) AS c),
              (SELECT CAST(coalesce(sum(n), 0) AS bigint) FROM grants_of),
              (SELECT CAST(coalesce(sum(n), 0) AS bigint) FROM credentials_of)""";

    private static final String LIST = """
            SELECT c.id, c.contractor_id, c.partner_id, c.expires_at, c.revision,
              (SELECT string_agg(cg.grant_id, ',' ORDER BY cg.grant_id)
                FROM credential_grants cg WHERE cg.credential_id = c.id)
            FROM cut_credential c WHERE c.revision > :after ORDER BY c.revision LIMIT :limit""";

    Uni<Impact> count(StatelessSession session, Selector selector, Instant now) {
        return query(session, COUNT, selector, now)
                .getSingleResult()
                .map(row -> new Impact(Columns.number(row[0]), Columns.number(row[1]), Columns.number(row[2])));
    }

    /** The credentials in the order of issue. */
    Uni<Page<AffectedCredential>> list(StatelessSession session, Selector selector, Instant now, PageRequest page) {
        return query(session, LIST, selector, now)
                .setParameter("after", page.afterRevision())
                .setParameter("limit", page.size() + 1)
                .getResultList()
                .map(rows -> rows.stream().map(BlastRadius::credential).toList())
                .map(rows -> Page.of(rows, page, row -> Long.toString(row.revision())));
    }

    private static SelectionQuery<Object[]> query(
            StatelessSession session, String select, Selector selector, Instant now) {
        var query = session.createNativeQuery(live(selector.type()) + select, Object[].class)
                .setParameter("now", now.atOffset(ZoneOffset.UTC));
        if (selector.type() != SelectorType.EVERYTHING_ISSUED_BEFORE) {
            query.setParameter("id", selector.id());
        }
        if (selector.issuedBefore() != null) {
            query.setParameter("before", selector.issuedBefore().atOffset(ZoneOffset.UTC));
        }
        return query;
    }

    /**
     * A text for each type, which first takes what the cut can reach by an index, and only then looks whether it is live: so the
     * store works in proportion to what is cut, and not to all there is. Within reach are also the grants on which the
     * credentials within reach rest.
     */
    private static String live(SelectorType type) {
        return switch (type) {
            case CREDENTIAL ->
                live(
                        "",
                        "g.id IN (SELECT grant_id FROM credential_grants WHERE credential_id = :id)",
                        "c.id = :id",
                        "false");
            case GRANT ->
                live(
                        "",
                        "g.contractor_id = (SELECT contractor_id FROM grants WHERE id = :id)",
                        "c.id IN (SELECT credential_id FROM credential_grants WHERE grant_id = :id)",
                        "g.id = :id");
            case CONTRACTOR -> live("", "g.contractor_id = :id", "c.contractor_id = :id", "true");
            case PARTNER -> live("", "g.partner_id = :id", "c.partner_id = :id", "true");
            case ASSET -> live(TOUCHED, REACHED_GRANT, REACHED_CREDENTIAL, TOUCHED_GRANT);
            case CONTRACTOR_ISSUED_BEFORE ->
                live("", "g.contractor_id = :id", "c.contractor_id = :id AND c.issued_at < :before", "false");
            case PARTNER_ISSUED_BEFORE ->
                live("", "g.partner_id = :id", "c.partner_id = :id AND c.issued_at < :before", "false");
            case EVERYTHING_ISSUED_BEFORE -> live("", "true", "c.issued_at < :before", "false");
        };
    }

    private static String live(String touched, String reachedGrant, String reachedCredential, String isCutGrant) {
        return "WITH RECURSIVE " + touched + LIVE.formatted(reachedGrant, reachedCredential, isCutGrant);
    }

    private static AffectedCredential credential(Object[] row) {
        List<String> grants = Arrays.asList(((String) row[5]).split(","));
        return new AffectedCredential(
                (String) row[0],
                (String) row[1],
                (String) row[2],
                grants,
                Columns.instant(row[3]),
                Columns.number(row[4]));
    }
}
