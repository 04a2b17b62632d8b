package dev.portcullis.bench;

import dev.portcullis.local.LocalPostgres;
import java.sql.SQLException;

/** Fills a migrated, empty store with many grants and a live credential for each, as the service would have written them. */
final class Grants {

    static final String PARTNER = "acme-0";

    /** How many credentials a partner has. */
    static final int PER_PARTNER = 100_000;

    private static final String FILL = """
            DO $$
            DECLARE n bigint := %d; per bigint := %d;
            BEGIN
              INSERT INTO change_log (revision, changed_at, type, subjects)
                SELECT i, now(), 'FILLED', '{}' FROM generate_series(1, n) i;
              UPDATE change_head SET revision = n, changed_at = now();
              INSERT INTO partners SELECT 'acme-' || i, 'Acme', 'ACTIVE', now() FROM generate_series(0, (n - 1) / per) i;
              INSERT INTO contractors SELECT md5('c' || i), 'acme-' || i * 10 / per, md5('s' || i), 'Annotator', 'ACTIVE', now()
                FROM generate_series(0, (n - 1) / 10) i;
              INSERT INTO assets SELECT 'asset-' || i, 'Corpus', 'DATASET', 'INTERNAL', '{a,b}', 'owners', NULL, 'ACTIVE', now(), now()
                FROM generate_series(0, 999) i;
              INSERT INTO access_requests SELECT CAST(CAST(md5('r' || i) AS uuid) AS text), md5('c' || i / 10), 'acme-' || i / per, '{READ}',
                  'rlhf-annotation', 'batch 7', 86400, NULL, 'APPROVED', 'somebody', now(), now() + interval '1 day', '{}'
                FROM generate_series(0, n - 1) i;
              INSERT INTO grants SELECT CAST(CAST(md5('g' || i) AS uuid) AS text), CAST(CAST(md5('r' || i) AS uuid) AS text), md5('c' || i / 10),
                  'acme-' || i / per, '{READ,LIST}', 'rlhf-annotation', now(), now() + interval '1 day', 'ACTIVE', now()
                FROM generate_series(0, n - 1) i;
              INSERT INTO grant_assets SELECT CAST(CAST(md5('g' || i) AS uuid) AS text), 'asset-' || (i + j) %% 1000
                FROM generate_series(0, n - 1) i, generate_series(0, 1) j;
              INSERT INTO credentials SELECT left(md5('k' || i), 22), sha256(CAST('k' || i AS bytea)), md5('c' || i / 10), 'acme-' || i / per,
                  '{READ}', 'ACTIVE', now(), now() + interval '11 hours', NULL, i + 1
                FROM generate_series(0, n - 1) i;
              INSERT INTO credential_grants SELECT left(md5('k' || i), 22), CAST(CAST(md5('g' || i) AS uuid) AS text), md5('c' || i / 10)
                FROM generate_series(0, n - 1) i;
              INSERT INTO credential_assets SELECT left(md5('k' || i), 22), 'asset-' || i %% 1000
                FROM generate_series(0, n - 1) i;
            END $$""";

    private Grants() {}

    static void fill(LocalPostgres postgres, int count) throws SQLException {
        try (var owner = postgres.connect(LocalPostgres.OWNER);
                var statement = owner.createStatement()) {
            statement.execute(FILL.formatted(count, PER_PARTNER));
            statement.execute("ANALYZE");
        }
    }
}
