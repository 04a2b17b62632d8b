package dev.portcullis.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.FieldMask;
import dev.portcullis.local.LocalPostgres;
import dev.portcullis.local.PortcullisTestResource;
import dev.portcullis.local.StoreAudit;
import dev.portcullis.local.StoreAudit.Fault;
import dev.portcullis.local.StoreRule;
import dev.portcullis.v1.Asset;
import dev.portcullis.v1.AssetKind;
import dev.portcullis.v1.Classification;
import dev.portcullis.v1.IssueCredentialRequest;
import dev.portcullis.v1.RejectRequestRequest;
import dev.portcullis.v1.RenewCredentialRequest;
import dev.portcullis.v1.Selector;
import dev.portcullis.v1.UpdateAssetRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** That StoreAudit finds what it is there to find: faults that the owner of the store plants, and takes back. */
@QuarkusTest
@QuarkusTestResource(PortcullisTestResource.class)
class StoreAuditTest {

    private static final String LAST = " WHERE revision = (SELECT max(revision) FROM change_log)";
    private static final String EVENT = " WHERE revision = (SELECT max(revision) FROM audit_events WHERE type = '%s')";

    /** One thing of each kind, so that there is something to damage. */
    @BeforeAll
    static void change() {
        var world = new World();
        var collection = World.dataset();
        var asset = World.dataset();
        World.catalog()
                .updateAsset(UpdateAssetRequest.newBuilder()
                        .setAsset(Asset.newBuilder().setName(asset).setParent(collection))
                        .setUpdateMask(FieldMask.newBuilder().addPaths("parent"))
                        .build());
        var grant = world.grant(world.request(asset));
        var credential = world.credentials()
                .issueCredential(IssueCredentialRequest.newBuilder()
                        .addGrants(grant)
                        .setRequestId(UUID.randomUUID().toString())
                        .build())
                .getCredential()
                .getName();
        world.credentials()
                .renewCredential(
                        RenewCredentialRequest.newBuilder().setName(credential).build());
        var secret =
                World.register(World.asset(AssetKind.ASSET_KIND_DATASET, Classification.CLASSIFICATION_CONFIDENTIAL));
        World.approver(World.owner())
                .rejectRequest(RejectRequestRequest.newBuilder()
                        .setName(world.grants()
                                .requestAccess(world.request(secret).build())
                                .getRequest()
                                .getName())
                        .setNote("no")
                        .build());
        World.revoke(Selector.newBuilder().setCredential(credential));
        World.revoke(Selector.newBuilder().setGrant(grant));
        World.revoke(Selector.newBuilder().setAsset(asset));
        giveBack(world, collection);
    }

    private static void giveBack(World world, String asset) {
        World.revoke(Selector.newBuilder().setAsset(asset));
        Reinstating.cancel(
                World.revocations(), Reinstating.propose(Reinstating.target().setAsset(asset)));
        World.revoke(Selector.newBuilder().setPartner(world.partner));
        Reinstating.reinstate(Reinstating.thaw(world, asset));
    }

    static Stream<Arguments> plants() {
        return Stream.of(
                plant(StoreRule.REVISIONS_HAVE_NO_GAP, "DELETE FROM change_log WHERE revision = 1"),
                plant(StoreRule.HEAD_IS_THE_LAST_CHANGE, "UPDATE change_head SET revision = revision + 1"),
                plant(StoreRule.HEAD_IS_THE_LAST_CHANGE, "UPDATE change_head SET revision = revision - 1"),
                plant(StoreRule.HEAD_IS_THE_LAST_CHANGE, "UPDATE change_head SET changed_at = 'epoch'"),
                plant(StoreRule.TIME_GOES_FORWARD, "UPDATE change_log SET changed_at = 'epoch'" + LAST),
                plant(StoreRule.EVERY_CHANGE_HAS_ITS_EVENT, "DELETE FROM audit_events" + LAST),
                plant(StoreRule.EVERY_CHANGE_HAS_ITS_EVENT, "UPDATE audit_events SET type = 'GRANT_REVOKED'" + LAST),
                plant(StoreRule.EVERY_CHANGE_HAS_ITS_EVENT, "UPDATE audit_events SET occurred_at = 'epoch'" + LAST),
                plant(StoreRule.EVERY_CHANGE_HAS_ITS_EVENT, "DELETE FROM change_log" + LAST),
                plant(StoreRule.EVERY_CHANGE_NAMES_WHAT_IT_TOUCHED, "UPDATE change_log SET subjects = '{}'" + LAST),
                plant(StoreRule.EVERY_KEYED_CALL_HAS_ITS_ANSWER, "DELETE FROM request_ids"),
                plant(StoreRule.EVERY_KEYED_CALL_HAS_ITS_ANSWER, "UPDATE audit_events SET call_id = NULL"),
                plant(
                        StoreRule.PARTNERS_WERE_CREATED,
                        "INSERT INTO partners VALUES ('planted', 'Planted', 'ACTIVE', now())"),
                plant(StoreRule.PARTNERS_WERE_CREATED, event("PARTNER_CREATED", "partner_id = 'planted'")),
                plant(
                        StoreRule.CONTRACTORS_WERE_REGISTERED,
                        "INSERT INTO contractors SELECT 'planted', min(id), 'planted', 'Planted', 'ACTIVE', now()"
                                + " FROM partners"),
                plant(StoreRule.CONTRACTORS_WERE_REGISTERED, event("CONTRACTOR_REGISTERED", "partner_id = 'planted'")),
                plant(
                        StoreRule.SUBJECTS_WERE_GIVEN_ONCE,
                        "INSERT INTO contractors SELECT 'planted', min(id), 'planted', 'Planted', 'ACTIVE', now()"
                                + " FROM partners"),
                plant(
                        StoreRule.SUBJECTS_WERE_GIVEN_ONCE,
                        event(
                                "CONTRACTOR_REGISTERED",
                                "type = 'CONTRACTOR_PROVISIONED', details = '{\"subject\": \"x\"}'")),
                plant(
                        StoreRule.ASSETS_WERE_REGISTERED,
                        "INSERT INTO assets VALUES"
                                + " ('planted', 'x', 'DATASET', 'PUBLIC', '{}', 'x', NULL, 'ACTIVE', now(), now())"),
                plant(StoreRule.ASSETS_WERE_REGISTERED, event("ASSET_REGISTERED", "asset_ids = '{}'")),
                plant(StoreRule.ASSETS_WERE_MOVED, "DELETE FROM asset_parents WHERE parent_id IS NOT NULL"),
                plant(StoreRule.ASSETS_WERE_MOVED, event("ASSET_UPDATED", "details = '{}'")),
                plant(StoreRule.ASSETS_ARE_WHERE_THEY_WERE_MOVED, "UPDATE assets SET parent_id = NULL"),
                plant(StoreRule.REQUESTS_WERE_MADE, "DELETE FROM access_request_assets"),
                plant(StoreRule.REQUESTS_WERE_MADE, event("ACCESS_REQUESTED", "request_id = 'planted'")),
                plant(
                        StoreRule.REQUESTS_WERE_CLOSED_ONCE,
                        "UPDATE access_requests SET state = 'PENDING' WHERE state = 'APPROVED'"),
                plant(
                        StoreRule.REQUESTS_WERE_CLOSED_ONCE,
                        "UPDATE access_requests SET state = 'PENDING', rejection_note = NULL WHERE state = 'REJECTED'"),
                plant(
                        StoreRule.REQUESTS_WERE_CLOSED_ONCE,
                        "UPDATE access_requests SET state = 'CANCELLED' WHERE state = 'APPROVED'"),
                plant(StoreRule.REQUESTS_WERE_CLOSED_ONCE, event("ACCESS_REQUESTED", "type = 'GRANT_CREATED'")),
                plant(StoreRule.APPROVALS_WERE_GIVEN, "DELETE FROM approvals"),
                plant(StoreRule.APPROVALS_WERE_GIVEN, event("GRANT_CREATED", "actor = 'planted'")),
                plant(StoreRule.GRANTS_WERE_CREATED, "DELETE FROM grant_assets"),
                plant(StoreRule.GRANTS_WERE_CREATED, event("GRANT_CREATED", "grant_ids = '{}'")),
                plant(StoreRule.CREDENTIALS_WERE_ISSUED, "DELETE FROM credential_grants"),
                plant(StoreRule.CREDENTIALS_WERE_ISSUED, "DELETE FROM credential_assets"),
                plant(StoreRule.CREDENTIALS_WERE_ISSUED, event("CREDENTIAL_ISSUED", "credential_id = 'planted'")),
                plant(
                        StoreRule.CREDENTIALS_END_AS_LAST_SAID,
                        "UPDATE credentials SET expires_at = expires_at - interval '1 second'"),
                plant(StoreRule.CREDENTIALS_END_AS_LAST_SAID, event("CREDENTIAL_RENEWED", "details = '{}'")),
                plant(StoreRule.REVOCATIONS_WERE_MADE, "DELETE FROM revocations"),
                plant(StoreRule.REVOCATIONS_WERE_MADE, event("GRANT_REVOKED", "grant_ids = '{}'")),
                plant(
                        StoreRule.WHAT_WAS_REVOKED_IS_CUT_SINCE,
                        "UPDATE credentials SET state = 'ACTIVE', revoked_at = NULL"),
                plant(StoreRule.WHAT_WAS_REVOKED_IS_CUT_SINCE, "UPDATE grants SET state = 'ACTIVE', revoked_at = NULL"),
                plant(
                        StoreRule.WHAT_WAS_REVOKED_IS_CUT_SINCE,
                        "UPDATE assets SET state = 'ACTIVE', quarantined_at = NULL"),
                plant(
                        StoreRule.WHAT_WAS_REVOKED_IS_CUT_SINCE,
                        "UPDATE contractors SET state = 'REVOKED', revoked_at = 'epoch', issued_before = now()"),
                plant(
                        StoreRule.WHAT_WAS_REVOKED_IS_CUT_SINCE,
                        "UPDATE partners SET state = 'FROZEN', thaw_id = NULL, frozen_at = 'epoch', issued_before ="
                                + " now()"),
                plant(StoreRule.REINSTATEMENTS_WERE_PROPOSED, "UPDATE reinstatements SET proposed_by = 'planted'"),
                plant(
                        StoreRule.REINSTATEMENTS_WERE_PROPOSED,
                        event("REINSTATEMENT_PROPOSED", "details = details - 'reinstatement'")),
                plant(
                        StoreRule.REINSTATEMENTS_WERE_CLOSED_ONCE,
                        "UPDATE reinstatements SET state = 'CANCELLED', cut_revision = NULL WHERE state ="
                                + " 'CARRIED_OUT'"),
                plant(StoreRule.REINSTATEMENTS_WERE_CLOSED_ONCE, event("PARTNER_THAWING", "actor = 'planted'")),
                plant(
                        StoreRule.PARTNERS_THAW_AS_LAST_SAID,
                        "UPDATE partners SET state = 'ACTIVE', thaw_id = NULL WHERE state = 'THAWING'"),
                plant(StoreRule.PARTNERS_THAW_AS_LAST_SAID, event("PARTNER_THAWING", "type = 'PARTNER_THAWED'")),
                plant(
                        StoreRule.REPLICAS_WERE_DECLARED_LOST,
                        event(
                                "PARTNER_THAWING",
                                "type = 'REPLICA_LOST', details = '{\"replica\": \"r\", \"gaps\": [\"g\"]}'")),
                plant(
                        StoreRule.WATERMARKS_ARE_THE_LATEST_SAID,
                        "UPDATE partners SET issued_before = now() + interval '1 day'"),
                plant(StoreRule.WATERMARKS_ARE_THE_LATEST_SAID, "UPDATE contractors SET issued_before = now()"),
                plant(
                        StoreRule.WATERMARKS_ARE_THE_LATEST_SAID,
                        "UPDATE all_credentials SET issued_before = now() + interval '1 day'"),
                plant(
                        StoreRule.NOTHING_IS_ISSUED_ON_WHAT_WAS_REVOKED,
                        "UPDATE audit_events SET type = 'GRANT_REVOKED' WHERE type = 'GRANT_CREATED'"),
                plant(
                        StoreRule.NOTHING_IS_ISSUED_ON_WHAT_WAS_REVOKED,
                        "UPDATE audit_events SET type = 'CONTRACTOR_REVOKED' WHERE type = 'CONTRACTOR_REGISTERED'"),
                plant(
                        StoreRule.NOTHING_IS_ISSUED_ON_WHAT_WAS_REVOKED,
                        "UPDATE audit_events SET type = 'CREDENTIAL_REVOKED' WHERE type = 'CREDENTIAL_ISSUED'"),
                plant(
                        StoreRule.NOTHING_IS_ISSUED_TO_WHOM_A_FREEZE_SHUTS_OUT,
                        "UPDATE audit_events SET type = 'PARTNER_FROZEN' WHERE type = 'PARTNER_CREATED'"),
                plant(
                        StoreRule.NOTHING_IS_ISSUED_TO_WHOM_A_FREEZE_SHUTS_OUT,
                        "UPDATE audit_events SET type = 'PARTNER_THAWING', details = '{\"contractors\": [\"other\"]}'"
                                + " WHERE type = 'PARTNER_CREATED'"),
                plant(
                        StoreRule.NOTHING_FROM_BEFORE_A_FREEZE_IS_RENEWED,
                        event(
                                "PARTNER_THAWING",
                                "type = 'CREDENTIAL_RENEWED', credential_id = (SELECT i.credential_id FROM"
                                        + " audit_events i WHERE i.type = 'CREDENTIAL_ISSUED' AND i.partner_id ="
                                        + " audit_events.partner_id)")));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("plants")
    void shouldFindWhatIsPlanted(StoreRule rule, String plant) throws SQLException {
        assertThat(found(plant)).extracting(Fault::rule).contains(rule);
    }

    @Test
    void shouldHaveAPlantForEveryRule() {
        assertThat(plants().map(plant -> plant.get()[0])).contains((Object[]) StoreRule.values());
    }

    /** Other tests record what did not happen, so only what is found besides counts. */
    private static List<Fault> found(String plant) throws SQLException {
        try (var owner = PortcullisTestResource.postgres().connect(LocalPostgres.OWNER)) {
            owner.setAutoCommit(false);
            var before = StoreAudit.faults(owner);
            plant(owner, plant);
            var after = StoreAudit.faults(owner);
            owner.rollback();
            after.removeAll(before);
            return after;
        }
    }

    private static void plant(Connection owner, String plant) throws SQLException {
        try (var statement = owner.createStatement()) {
            assertThat(statement.executeUpdate(plant))
                    .as("rows that %s damages", plant)
                    .isPositive();
        }
    }

    private static Arguments plant(StoreRule rule, String sql) {
        return Arguments.of(rule, sql);
    }

    private static String event(String type, String change) {
        return "UPDATE audit_events SET " + change + EVENT.formatted(type);
    }
}
