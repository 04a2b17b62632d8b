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

    private static final String LIVE = """
            WITH RECURSIVE below AS (
              SELECT id FROM assets WHERE :type = 'ASSET' AND id = :id
              UNION SELECT a.id FROM below JOIN assets a ON a.parent_id = below.id),
            above AS (
              SELECT id, parent_id FROM assets WHERE :type = 'ASSET' AND id = :id
              UNION SELECT a.id, a.parent_id FROM above JOIN assets a ON a.id = above.parent_id),
            touched AS (SELECT id FROM below UNION SELECT id FROM above),
            chosen AS (
              SELECT p.id AS partner_id, a.asset_id FROM partners p JOIN reinstatement_assets a ON a.reinstatement_id = p.thaw_id),
            thaw_below AS (
              SELECT partner_id, asset_id AS id FROM chosen
              UNION SELECT t.partner_id, a.id FROM thaw_below t JOIN assets a ON a.parent_id = t.id),
            thaw_above AS (
              SELECT c.partner_id, a.id, a.parent_id FROM chosen c JOIN assets a ON a.id = c.asset_id
              UNION SELECT t.partner_id, a.id, a.parent_id FROM thaw_above t JOIN assets a ON a.id = t.parent_id),
            thawed AS (SELECT partner_id, id FROM thaw_below UNION SELECT partner_id, id FROM thaw_above),
            holder AS (
              SELECT k.id, k.partner_id, p.state = 'THAWING' AS thawing,
                greatest(k.issued_before, p.issued_before, (SELECT issued_before FROM all_credentials)) AS issued_before
              FROM contractors k JOIN partners p ON p.id = k.partner_id
              WHERE k.state = 'ACTIVE' AND (p.state = 'ACTIVE' OR p.state = 'THAWING' AND EXISTS (
                SELECT 1 FROM reinstatement_contractors c WHERE c.reinstatement_id = p.thaw_id AND c.contractor_id = k.id))),
            in_force AS (
              SELECT g.* FROM grants g JOIN holder h ON h.id = g.contractor_id
              WHERE g.state = 'ACTIVE' AND g.not_before <= :now AND g.expires_at > :now
                AND (NOT h.thawing OR EXISTS (
                  SELECT 1 FROM grant_assets s JOIN thawed t ON t.id = s.asset_id AND t.partner_id = h.partner_id
                  WHERE s.grant_id = g.id))),
            live AS (
              SELECT c.* FROM credentials c JOIN holder h ON h.id = c.contractor_id
              WHERE c.state = 'ACTIVE' AND c.expires_at > :now
                AND (h.issued_before IS NULL OR c.issued_at >= h.issued_before)
                AND (NOT h.thawing OR EXISTS (
                  SELECT 1 FROM credential_assets s JOIN thawed t ON t.id = s.asset_id AND t.partner_id = h.partner_id
                  WHERE s.credential_id = c.id))
                AND EXISTS (
                SELECT 1 FROM credential_grants cg JOIN in_force g ON g.id = cg.grant_id WHERE cg.credential_id = c.id)),
            cut_grant AS (
              SELECT g.* FROM in_force g WHERE CASE :type
                WHEN 'GRANT' THEN g.id = :id
                WHEN 'CONTRACTOR' THEN g.contractor_id = :id
                WHEN 'PARTNER' THEN g.partner_id = :id
                WHEN 'ASSET' THEN EXISTS (
                  SELECT 1 FROM grant_assets s JOIN touched t ON t.id = s.asset_id WHERE s.grant_id = g.id)
                ELSE false END),
            cut_credential AS (
              SELECT c.* FROM live c WHERE CASE :type
                WHEN 'CREDENTIAL' THEN c.id = :id
                WHEN 'GRANT' THEN EXISTS (
                  SELECT 1 FROM credential_grants cg WHERE cg.credential_id = c.id AND cg.grant_id = :id)
                WHEN 'CONTRACTOR' THEN c.contractor_id = :id
                WHEN 'PARTNER' THEN c.partner_id = :id
                WHEN 'CONTRACTOR_ISSUED_BEFORE' THEN c.contractor_id = :id AND c.issued_at < :before
                WHEN 'PARTNER_ISSUED_BEFORE' THEN c.partner_id = :id AND c.issued_at < :before
                WHEN 'EVERYTHING_ISSUED_BEFORE' THEN c.issued_at < :before
                WHEN 'ASSET' THEN EXISTS (
                  SELECT 1 FROM credential_assets s JOIN touched t ON t.id = s.asset_id WHERE s.credential_id = c.id)
                ELSE false END)
            """;

    private static final String COUNT = """
            SELECT
              (SELECT count(*) FROM (
                SELECT contractor_id FROM cut_grant UNION SELECT contractor_id FROM cut_credential) AS c),
              (SELECT count(*) FROM cut_grant),
              (SELECT count(*) FROM cut_credential)""";

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
        var before = selector.issuedBefore() == null ? Instant.EPOCH : selector.issuedBefore();
        return session.createNativeQuery(LIVE + select, Object[].class)
                .setParameter("type", selector.type().name())
                .setParameter("id", selector.id())
                .setParameter("before", before.atOffset(ZoneOffset.UTC))
                .setParameter("now", now.atOffset(ZoneOffset.UTC));
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
