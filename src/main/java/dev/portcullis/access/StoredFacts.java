package dev.portcullis.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.portcullis.common.Page;
import dev.portcullis.common.PageRequest;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny.SessionFactory;

/** Facts straight from PostgreSQL: one statement, and so one snapshot, for any number of look-ups. */
@ApplicationScoped
class StoredFacts implements AccessFacts {

    private static final String READ = """
            WITH RECURSIVE item AS (
              SELECT * FROM unnest(CAST(:credentials AS text[]), CAST(:assets AS text[]))
                WITH ORDINALITY AS t (credential_id, asset_id, ord)),
            line AS (
              SELECT a.id AS asset_id, a.id AS above, a.parent_id, a.state
                FROM assets a WHERE a.id IN (SELECT asset_id FROM item)
              UNION ALL
              SELECT line.asset_id, a.id, a.parent_id, a.state FROM line JOIN assets a ON a.id = line.parent_id)
            SELECT CAST(jsonb_build_object(
              'state_revision', h.revision,
              'facts', jsonb_build_object(
                'secret_sha256', encode(c.secret_sha256, 'hex'),
                'credential', CASE WHEN c.id IS NOT NULL THEN jsonb_build_object(
                  'id', c.id, 'state', c.state, 'actions', c.actions,
                  'issued_at_ms', CAST(extract(epoch FROM c.issued_at) * 1000 AS bigint),
                  'expires_at_ms', CAST(extract(epoch FROM c.expires_at) * 1000 AS bigint),
                  'covers_asset', EXISTS (SELECT 1 FROM credential_assets s JOIN line ON line.above = s.asset_id
                    WHERE s.credential_id = c.id AND line.asset_id = item.asset_id)) END,
                'contractor', CASE WHEN k.id IS NOT NULL THEN jsonb_build_object('id', k.id, 'state', k.state) END,
                'partner', CASE WHEN p.id IS NOT NULL THEN jsonb_build_object('id', p.id, 'state', p.state) END,
                'asset', CASE WHEN a.id IS NOT NULL THEN jsonb_build_object(
                  'id', a.id, 'kind', a.kind, 'classification', a.classification, 'tags', a.tags,
                  'quarantined', EXISTS (SELECT 1 FROM line
                    WHERE line.asset_id = a.id AND line.state = 'QUARANTINED')) END,
                'grants', coalesce((SELECT jsonb_agg(jsonb_build_object(
                    'id', g.id, 'state', g.state, 'purpose', g.purpose, 'actions', g.actions,
                    'not_before_ms', CAST(extract(epoch FROM g.not_before) * 1000 AS bigint),
                    'expires_at_ms', CAST(extract(epoch FROM g.expires_at) * 1000 AS bigint),
                    'covers_asset', EXISTS (SELECT 1 FROM grant_assets s JOIN line ON line.above = s.asset_id
                      WHERE s.grant_id = g.id AND line.asset_id = item.asset_id)) ORDER BY g.id)
                  FROM credential_grants cg JOIN grants g ON g.id = cg.grant_id
                  WHERE cg.credential_id = c.id), '[]'))) AS text)
            FROM change_head h CROSS JOIN item
              LEFT JOIN credentials c ON c.id = item.credential_id
              LEFT JOIN contractors k ON k.id = c.contractor_id
              LEFT JOIN partners p ON p.id = c.partner_id
              LEFT JOIN assets a ON a.id = item.asset_id
            ORDER BY item.ord""";

    private static final String SCOPE = """
            WITH RECURSIVE below AS (
              SELECT asset_id AS id FROM credential_assets WHERE credential_id = :credential
              UNION
              SELECT a.id FROM below JOIN assets a ON a.parent_id = below.id)
            SELECT id FROM below WHERE id > :after ORDER BY id LIMIT :limit""";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private final SessionFactory sessions;

    StoredFacts(SessionFactory sessions) {
        this.sessions = sessions;
    }

    @Override
    public Uni<FactSheet> read(List<Lookup> lookups) {
        return sessions.withStatelessSession(session -> session.createNativeQuery(READ, String.class)
                        .setParameter("credentials", array(lookups, Lookup::credentialId))
                        .setParameter("assets", array(lookups, Lookup::assetId))
                        .getResultList())
                .map(rows -> rows.stream().map(StoredFacts::decode).toList())
                .map(rows -> new FactSheet(
                        rows.get(0).stateRevision(),
                        rows.stream().map(Row::facts).toList()));
    }

    @Override
    public Uni<Page<String>> scope(String credentialId, PageRequest page) {
        return sessions.withStatelessSession(session -> session.createNativeQuery(SCOPE, String.class)
                        .setParameter("credential", credentialId)
                        .setParameter("after", page.afterOrLeast())
                        .setParameter("limit", page.size() + 1)
                        .getResultList())
                .map(ids -> Page.of(ids, page, id -> id));
    }

    private static String[] array(List<Lookup> lookups, Function<Lookup, String> field) {
        return lookups.stream().map(field).toArray(String[]::new);
    }

    private static Row decode(String json) {
        try {
            return JSON.readValue(json, Row.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Row(long stateRevision, FactSheet.Facts facts) {}
}
