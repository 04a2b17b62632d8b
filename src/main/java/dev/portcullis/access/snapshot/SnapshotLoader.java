package dev.portcullis.access.snapshot;

import dev.portcullis.change.State;
import dev.portcullis.change.StateJson;
import dev.portcullis.change.replica.StoreLink;
import dev.portcullis.common.Watermark;
import io.vertx.sqlclient.Row;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;

/** Reads all that Checks look at out of the store's tables. */
@Singleton
class SnapshotLoader {

    private static final String PARTNERS = """
            SELECT p.id, p.state, p.issued_before, p.tier, p.access_hours::text AS access_hours,
              coalesce((SELECT array_agg(c.contractor_id) FROM reinstatement_contractors c
                WHERE c.reinstatement_id = p.thaw_id), '{}') AS thaw_contractors,
              coalesce((SELECT array_agg(a.asset_id) FROM reinstatement_assets a
                WHERE a.reinstatement_id = p.thaw_id), '{}') AS thaw_assets
            FROM partners p""";
    private static final String CONTRACTORS = "SELECT id, partner_id, state, issued_before, subject FROM contractors";
    private static final String ASSETS = """
            SELECT id, kind, classification, tags, state, parent_id, purposes, allowed_countries, platform FROM assets""";
    private static final String GRANTS = """
            SELECT g.id, g.state, g.purpose, g.not_before, g.expires_at, g.actions, g.break_glass, a.ids AS asset_ids
            FROM grants g JOIN (SELECT grant_id, array_agg(asset_id) AS ids FROM grant_assets GROUP BY grant_id) a
              ON a.grant_id = g.id
            WHERE g.expires_at > $1""";
    private static final String CREDENTIALS = """
            SELECT c.id, c.secret_sha256, c.contractor_id, c.partner_id, c.state, c.issued_at, c.expires_at, c.actions,
              c.proof_key_sha256, g.ids AS grant_ids, a.ids AS asset_ids
            FROM credentials c
              JOIN (SELECT credential_id, array_agg(grant_id) AS ids FROM credential_grants GROUP BY credential_id) g
                ON g.credential_id = c.id
              JOIN (SELECT credential_id, array_agg(asset_id) AS ids FROM credential_assets GROUP BY credential_id) a
                ON a.credential_id = c.id
            WHERE c.expires_at > $1""";

    private static final String POLICY = """
            SELECT p.bundle, coalesce(b.policy_revision, '') FROM active_policy p LEFT JOIN policy_bundles b ON b.digest = p.bundle""";
    private static final String SHADOW = "SELECT bundle, sample_per_million, revision FROM policy_shadow";
    private static final String PROPOSALS = "SELECT bundle FROM policy_activations WHERE state = 'PENDING'";

    private static final String EVERYTHING = "SELECT issued_before FROM all_credentials";

    /** @param since what expired before it is left out */
    void load(StoreLink store, Instant since, Consumer<State> states) {
        var limit = since.atOffset(ZoneOffset.UTC);
        store.stream(POLICY, row -> states.accept(new State.OfPolicy(row.getString(0), row.getString(1))));
        store.stream(
                SHADOW, row -> states.accept(new State.OfShadow(row.getString(0), row.getInteger(1), row.getLong(2))));
        store.stream(PROPOSALS, row -> states.accept(new State.OfPolicyProposal(row.getString(0))));
        store.stream(EVERYTHING, row -> states.accept(new State.OfEverything(watermark(row))));
        store.stream(PARTNERS, row -> states.accept(partner(row)));
        store.stream(
                CONTRACTORS,
                row -> states.accept(new State.OfContractor(
                        row.getString(0), row.getString(1), row.getString(2), watermark(row), row.getString(4))));
        store.stream(ASSETS, row -> states.accept(asset(row)));
        store.stream(GRANTS, row -> states.accept(grant(row)), limit);
        store.stream(CREDENTIALS, row -> states.accept(credential(row)), limit);
    }

    private static State partner(Row row) {
        return new State.OfPartner(
                row.getString("id"),
                row.getString("state"),
                watermark(row),
                texts(row, "thaw_contractors"),
                texts(row, "thaw_assets"),
                row.getString("tier"),
                row.getString("access_hours") == null ? null : StateJson.readHours(row.getString("access_hours")));
    }

    private static State asset(Row row) {
        return new State.OfAsset(
                row.getString("id"),
                row.getString("kind"),
                row.getString("classification"),
                texts(row, "tags"),
                row.getString("state").equals("QUARANTINED"),
                row.getString("parent_id"),
                texts(row, "purposes"),
                texts(row, "allowed_countries"),
                row.getString("platform"));
    }

    private static State grant(Row row) {
        return new State.OfGrant(
                row.getString("id"),
                row.getString("state"),
                row.getString("purpose"),
                millis(row, "not_before"),
                millis(row, "expires_at"),
                texts(row, "actions"),
                texts(row, "asset_ids"),
                row.getBoolean("break_glass"));
    }

    private static State credential(Row row) {
        return new State.OfCredential(
                row.getString("id"),
                HexFormat.of().formatHex(row.getBuffer("secret_sha256").getBytes()),
                row.getString("contractor_id"),
                row.getString("partner_id"),
                row.getString("state"),
                millis(row, "issued_at"),
                millis(row, "expires_at"),
                texts(row, "actions"),
                texts(row, "grant_ids"),
                texts(row, "asset_ids"),
                row.getBuffer("proof_key_sha256") == null
                        ? null
                        : HexFormat.of()
                                .formatHex(row.getBuffer("proof_key_sha256").getBytes()));
    }

    private static long watermark(Row row) {
        var issuedBefore = row.getOffsetDateTime("issued_before");
        return Watermark.millis(issuedBefore == null ? null : issuedBefore.toInstant());
    }

    private static List<String> texts(Row row, String column) {
        return List.of(row.getArrayOfStrings(column));
    }

    private static long millis(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant().toEpochMilli();
    }
}
