package dev.portcullis.bench;

import dev.portcullis.local.LocalPostgres;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.HexFormat;

/** Fills a migrated, empty store with many grants and a live credential for each, as the service would have written them. */
final class Grants {

    /** How many grants, and credentials, a contractor has. */
    static final int PER_CONTRACTOR = 10;

    private static final String FILL = """
            DO $$
            DECLARE n bigint := %d; per bigint := %d;
            BEGIN
              INSERT INTO change_log (revision, changed_at, type, subjects)
                SELECT i, now(), 'FILLED', '{}' FROM generate_series(1, n) i;
              UPDATE change_head SET revision = n, changed_at = now();
              INSERT INTO partners SELECT 'acme-' || i, 'Acme', 'ACTIVE', now() FROM generate_series(0, (n - 1) / per) i;
              INSERT INTO contractors SELECT CAST(CAST(md5('c' || i) AS uuid) AS text), 'acme-' || i * 10 / per, md5('s' || i), 'Annotator', 'ACTIVE', now()
                FROM generate_series(0, (n - 1) / 10) i;
              INSERT INTO assets SELECT 'asset-' || i, 'Corpus', 'DATASET', 'INTERNAL', '{a,b}', 'owners', NULL, 'ACTIVE', now(), now()
                FROM generate_series(0, 999) i;
              INSERT INTO access_requests SELECT CAST(CAST(md5('r' || i) AS uuid) AS text), CAST(CAST(md5('c' || i / 10) AS uuid) AS text), 'acme-' || i / per, '{READ}',
                  'rlhf-annotation', 'batch 7', 86400, NULL, 'APPROVED', 'somebody', now(), now() + interval '1 day', '{}'
                FROM generate_series(0, n - 1) i;
              INSERT INTO grants SELECT CAST(CAST(md5('g' || i) AS uuid) AS text), CAST(CAST(md5('r' || i) AS uuid) AS text), CAST(CAST(md5('c' || i / 10) AS uuid) AS text),
                  'acme-' || i / per, '{READ,LIST}', 'rlhf-annotation', now(), now() + interval '1 day', 'ACTIVE', now()
                FROM generate_series(0, n - 1) i;
              INSERT INTO grant_assets SELECT CAST(CAST(md5('g' || i) AS uuid) AS text), 'asset-' || (i + j) %% 1000
                FROM generate_series(0, n - 1) i, generate_series(0, 1) j;
              INSERT INTO credentials SELECT left(md5('k' || i), 22), sha256(CAST('k' || i AS bytea)), CAST(CAST(md5('c' || i / 10) AS uuid) AS text), 'acme-' || i / per,
                  '{READ}', 'ACTIVE', now(), now() + interval '11 hours', NULL, i + 1
                FROM generate_series(0, n - 1) i;
              INSERT INTO credential_grants SELECT left(md5('k' || i), 22), CAST(CAST(md5('g' || i) AS uuid) AS text), CAST(CAST(md5('c' || i / 10) AS uuid) AS text)
                FROM generate_series(0, n - 1) i;
              INSERT INTO credential_assets SELECT left(md5('k' || i), 22), 'asset-' || i %% 1000
                FROM generate_series(0, n - 1) i;
            END $$""";

    private Grants() {}

    /** @param perPartner how many grants, and credentials, a partner has: a multiple of {@link #PER_CONTRACTOR} */
    static void fill(LocalPostgres postgres, int count, int perPartner) throws SQLException {
        try (var owner = postgres.connect(LocalPostgres.OWNER);
                var statement = owner.createStatement()) {
            statement.execute(FILL.formatted(count, perPartner));
            statement.execute("ANALYZE");
        }
    }

    /** The name of a credential, counted from 0. */
    static String credential(int number) {
        return "credentials/" + md5("k" + number).substring(0, 22);
    }

    /** The name of the grant that the credential of this number rests on. */
    static String grant(int number) {
        return "grants/" + uuid("g" + number);
    }

    static String contractor(int number) {
        return "contractors/" + uuid("c" + number);
    }

    static String partner(int number) {
        return "partners/acme-" + number;
    }

    private static String uuid(String text) {
        var hex = md5(text);
        return String.join(
                "-",
                hex.substring(0, 8),
                hex.substring(8, 12),
                hex.substring(12, 16),
                hex.substring(16, 20),
                hex.substring(20));
    }

    private static String md5(String text) {
        try {
            var digest = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
