package dev.portcullis.audit;

import dev.portcullis.common.Action;
import dev.portcullis.common.Columns;
import dev.portcullis.common.ErrorReason;
import dev.portcullis.common.Page;
import dev.portcullis.common.PageRequest;
import dev.portcullis.common.PortcullisException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny.SessionFactory;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/**
 * Tells who could touch an asset at an instant: the grants in force then on it or on a collection it was in then. Whether
 * contractor, partner or asset was cut off then is told by the last event of its cuts and reinstatements up to then: their own
 * rows know the latest alone.
 */
@ApplicationScoped
public class AccessAsOf {

    private static final String LIST = """
            WITH RECURSIVE line AS (
              SELECT id, 0 AS depth FROM assets WHERE id = :asset AND created_at <= :at
              UNION ALL
              SELECT was.parent_id, line.depth + 1 FROM line CROSS JOIN LATERAL (
                SELECT p.parent_id FROM asset_parents p WHERE p.asset_id = line.id AND p.valid_from <= :at
                ORDER BY p.revision DESC LIMIT 1) AS was
              WHERE was.parent_id IS NOT NULL)
            SELECT DISTINCT ON (g.id) g.id, g.contractor_id, g.partner_id, line.id AS via,
              array_to_string(g.actions, ','), g.purpose, g.not_before, g.expires_at
            FROM line JOIN grant_assets s ON s.asset_id = line.id JOIN grants g ON g.id = s.grant_id
              LEFT JOIN LATERAL (
                SELECT e.type FROM audit_events e
                WHERE e.contractor_id = g.contractor_id AND e.occurred_at <= :at
                  AND e.type IN ('CONTRACTOR_REVOKED', 'CONTRACTOR_REINSTATED')
                ORDER BY e.revision DESC LIMIT 1) AS k ON true
              LEFT JOIN LATERAL (
                SELECT e.type, e.details ->> 'reinstatement' AS thaw FROM audit_events e
                WHERE e.partner_id = g.partner_id AND e.occurred_at <= :at
                  AND e.type IN ('PARTNER_FROZEN', 'PARTNER_THAWING', 'PARTNER_THAWED')
                ORDER BY e.revision DESC LIMIT 1) AS p ON true
            WHERE g.id > :after AND g.created_at <= :at AND g.not_before <= :at AND g.expires_at > :at
              AND (g.revoked_at IS NULL OR g.revoked_at > :at)
              AND k.type IS DISTINCT FROM 'CONTRACTOR_REVOKED'
              AND CASE p.type
                WHEN 'PARTNER_FROZEN' THEN false
                WHEN 'PARTNER_THAWING' THEN
                  EXISTS (SELECT 1 FROM reinstatement_contractors c
                    WHERE c.reinstatement_id = p.thaw AND c.contractor_id = g.contractor_id)
                  AND EXISTS (SELECT 1 FROM reinstatement_assets a JOIN line l ON l.id = a.asset_id
                    WHERE a.reinstatement_id = p.thaw)
                ELSE true END
              AND NOT EXISTS (SELECT 1 FROM line l CROSS JOIN LATERAL (
                SELECT e.type FROM audit_events e
                WHERE e.asset_ids[1] = l.id AND e.occurred_at <= :at
                  AND e.type IN ('ASSET_QUARANTINED', 'QUARANTINE_LIFTED')
                ORDER BY e.revision DESC LIMIT 1) AS q WHERE q.type = 'ASSET_QUARANTINED')
            ORDER BY g.id, line.depth LIMIT :limit""";

    private final SessionFactory sessions;
    private final InstantSource clock;

    AccessAsOf(SessionFactory sessions, InstantSource clock) {
        this.sessions = sessions;
        this.clock = clock;
    }

    /**
     * Somebody who could.
     *
     * @param viaAssetId the grant's asset that it was by: the asset itself, or the nearest collection
     */
    public record Holding(
            String grantId,
            String contractorId,
            String partnerId,
            String viaAssetId,
            List<Action> actions,
            String purpose,
            Instant notBefore,
            Instant expiresAt) {}

    /** In the order of the grants. Fails with ASSET_NOT_FOUND, or FIELD_INVALID for an instant to come. */
    public Uni<Page<Holding>> list(String assetId, Optional<Instant> at, PageRequest page) {
        var now = clock.instant();
        var instant = at.orElse(now);
        if (instant.isAfter(now)) {
            throw PortcullisException.invalid("at", "must not be in the future");
        }
        return sessions.withStatelessTransaction(session -> checkAsset(session, assetId)
                .chain(() -> session.createNativeQuery(LIST, Object[].class)
                        .setParameter("asset", assetId)
                        .setParameter("at", instant.atOffset(ZoneOffset.UTC))
                        .setParameter("after", page.afterOrLeast())
                        .setParameter("limit", page.size() + 1)
                        .getResultList())
                .map(rows -> rows.stream().map(AccessAsOf::holding).toList())
                .map(holdings -> Page.of(holdings, page, Holding::grantId)));
    }

    private static Uni<Void> checkAsset(StatelessSession session, String assetId) {
        return session.createNativeQuery("SELECT count(*) FROM assets WHERE id = :id", Long.class)
                .setParameter("id", assetId)
                .getSingleResult()
                .invoke(count -> {
                    if (count == 0) {
                        throw new PortcullisException(ErrorReason.ASSET_NOT_FOUND, "there is no such asset");
                    }
                })
                .replaceWithVoid();
    }

    private static Holding holding(Object[] row) {
        return new Holding(
                (String) row[0],
                (String) row[1],
                (String) row[2],
                (String) row[3],
                Arrays.stream(((String) row[4]).split(",")).map(Action::valueOf).toList(),
                (String) row[5],
                Columns.instant(row[6]),
                Columns.instant(row[7]));
    }
}
