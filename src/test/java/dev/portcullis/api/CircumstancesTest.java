package dev.portcullis.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.protobuf.FieldMask;
import com.google.type.DayOfWeek;
import dev.portcullis.local.LocalPostgres;
import dev.portcullis.local.PortcullisTestResource;
import dev.portcullis.v1.AccessContext;
import dev.portcullis.v1.AccessHours;
import dev.portcullis.v1.AccessQuestion;
import dev.portcullis.v1.AccessWindow;
import dev.portcullis.v1.Action;
import dev.portcullis.v1.Asset;
import dev.portcullis.v1.AssetKind;
import dev.portcullis.v1.AuditServiceGrpc;
import dev.portcullis.v1.CheckRequest;
import dev.portcullis.v1.Classification;
import dev.portcullis.v1.CreatePartnerRequest;
import dev.portcullis.v1.Credential;
import dev.portcullis.v1.Decision;
import dev.portcullis.v1.DecisionRecord;
import dev.portcullis.v1.Effect;
import dev.portcullis.v1.GetPartnerRequest;
import dev.portcullis.v1.IssueCredentialRequest;
import dev.portcullis.v1.IssueCredentialResponse;
import dev.portcullis.v1.ListAccessibleAssetsRequest;
import dev.portcullis.v1.ListDecisionsRequest;
import dev.portcullis.v1.Partner;
import dev.portcullis.v1.RenewCredentialRequest;
import dev.portcullis.v1.Selector;
import dev.portcullis.v1.UpdateAssetRequest;
import dev.portcullis.v1.UpdatePartnerRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/** Checks that hang on where, when and with which key an access is. */
@QuarkusTest
@QuarkusTestResource(PortcullisTestResource.class)
class CircumstancesTest {

    private static final String KEY = "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs";
    private static final String OTHER_KEY = "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I";

    private final World world = new World();

    @Test
    void shouldRecordWhereAnAccessCameFromAndNotWithWhichKey() {
        var asset = World.dataset();
        var secret = world.issue(world.grant(world.request(asset))).getSecret();
        var decision = check(
                secret,
                asset,
                AccessContext.newBuilder()
                        .setSourceAddress("::ffff:192.0.2.1")
                        .setCountry("DE")
                        .setProofKeyThumbprint(KEY));
        assertThat(decision.getEffect()).isEqualTo(Effect.EFFECT_ALLOW);
        var recorded = recorded(asset);
        assertThat(recorded.getSourceAddress()).isEqualTo("192.0.2.1");
        assertThat(recorded.getCountry()).isEqualTo("DE");
        assertThat(recorded.toString()).doesNotContain(KEY);
    }

    @Test
    void shouldRecordNothingOfWhatThePlatformDidNotSay() {
        var asset = World.dataset();
        World.check("pcs_none", asset);
        assertThat(recorded(asset).getSourceAddress()).isEmpty();
        assertThat(recorded(asset).getCountry()).isEmpty();
    }

    @Test
    void shouldTakeABoundCredentialWithItsKeyAlone() {
        var asset = World.dataset();
        var issued = bound(world.grant(world.request(asset)));
        assertThat(issued.getCredential().getProofKeyThumbprint()).isEqualTo(KEY);
        assertThat(check(issued.getSecret(), asset, key(KEY)).getEffect()).isEqualTo(Effect.EFFECT_ALLOW);
        assertThat(check(issued.getSecret(), asset, key(OTHER_KEY)).getReasonsList())
                .containsExactly("CREDENTIAL_INVALID");
        assertThat(World.check(issued.getSecret(), asset).getReasonsList()).containsExactly("CREDENTIAL_INVALID");
        assertThat(recorded(asset).getInternalReasonsList()).containsExactly("PROOF_MISMATCH");
    }

    @Test
    void shouldListNothingForABoundCredentialWithoutItsKey() {
        var asset = World.dataset();
        var secret = bound(world.grant(world.request(asset))).getSecret();
        var request =
                ListAccessibleAssetsRequest.newBuilder().setCredential(secret).setAction(Action.ACTION_READ);
        assertThat(World.access().listAccessibleAssets(request.build()).getAssetsList())
                .isEmpty();
        assertThat(World.access()
                        .listAccessibleAssets(request.setContext(key(KEY)).build())
                        .getAssetsList())
                .containsExactly(asset);
    }

    @Test
    void shouldBindACredentialAtItsRenewalAndKeepItBound() {
        var asset = World.dataset();
        var issued = world.issue(world.grant(world.request(asset)));
        var name = issued.getCredential().getName();
        assertThat(renew(name, KEY).getProofKeyThumbprint()).isEqualTo(KEY);
        assertThat(check(issued.getSecret(), asset, key(KEY)).getEffect()).isEqualTo(Effect.EFFECT_ALLOW);
        assertThat(World.check(issued.getSecret(), asset).getReasonsList()).containsExactly("CREDENTIAL_INVALID");
        assertThat(renew(name, "").getProofKeyThumbprint()).isEqualTo(KEY);
        assertThat(renew(name, KEY).getProofKeyThumbprint()).isEqualTo(KEY);
        assertThat(Errors.reason(catchThrowable(() -> renew(name, OTHER_KEY)))).isEqualTo("CREDENTIAL_BOUND_OTHERWISE");
        assertThat(check(issued.getSecret(), asset, key(OTHER_KEY)).getEffect()).isEqualTo(Effect.EFFECT_DENY);
    }

    @Test
    void shouldKeepTheBindingOfACredentialThatIsRevoked() {
        var asset = World.dataset();
        var issued = bound(world.grant(world.request(asset)));
        World.revoke(Selector.newBuilder().setCredential(issued.getCredential().getName()));
        check(issued.getSecret(), asset, key(OTHER_KEY));
        assertThat(recorded(asset).getInternalReasonsList()).containsExactly("CREDENTIAL_REVOKED", "PROOF_MISMATCH");
    }

    @Test
    void shouldLetNobodyUndoABindingInTheStore() throws SQLException {
        var name = bound(world.grant(world.request(World.dataset())))
                .getCredential()
                .getName();
        var id = name.substring("credentials/".length());
        try (var owner = PortcullisTestResource.postgres().connect(LocalPostgres.OWNER);
                var statement = owner.createStatement()) {
            assertThatThrownBy(() -> statement.executeUpdate(
                            "UPDATE credentials SET proof_key_sha256 = NULL WHERE id = '" + id + "'"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("a credential stays bound to its key");
        }
    }

    @Test
    void shouldAllowFromTheCountriesAloneThatAssetAndCollectionAllow() {
        var collection = World.register(dataset().addAllowedCountries("FR").addAllowedCountries("DE"));
        var asset = World.register(dataset().setParent(collection));
        var secret = world.issue(world.grant(world.request(asset))).getSecret();
        assertThat(check(secret, asset, country("DE")).getEffect()).isEqualTo(Effect.EFFECT_ALLOW);
        assertThat(check(secret, asset, country("US")).getReasonsList()).containsExactly("COUNTRY_NOT_ALLOWED");
        assertThat(World.check(secret, asset).getReasonsList()).containsExactly("COUNTRY_NOT_ALLOWED");
        var changed = World.catalog()
                .updateAsset(UpdateAssetRequest.newBuilder()
                        .setAsset(Asset.newBuilder().setName(asset).addAllowedCountries("FR"))
                        .setUpdateMask(FieldMask.newBuilder().addPaths("allowed_countries"))
                        .build())
                .getAsset();
        assertThat(changed.getAllowedCountriesList()).containsExactly("FR");
        assertThat(check(secret, asset, country("DE")).getReasonsList()).containsExactly("COUNTRY_NOT_ALLOWED");
        assertThat(check(secret, asset, country("FR")).getEffect()).isEqualTo(Effect.EFFECT_ALLOW);
    }

    @Test
    void shouldDenyOutsideOfThePartnersHours() {
        var now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        var partner = partner(
                "always-" + System.nanoTime(),
                hoursOf(now.atOffset(ZoneOffset.UTC).getDayOfWeek().getValue()));
        var read = World.partners()
                .getPartner(GetPartnerRequest.newBuilder()
                        .setName(partner.getName())
                        .build())
                .getPartner();
        assertThat(read.getAccessHours()).isEqualTo(partner.getAccessHours());
        var own = new World(partner.getName());
        var asset = World.dataset();
        var secret = own.issue(own.grant(own.request(asset))).getSecret();
        assertThat(World.check(secret, asset).getEffect()).isEqualTo(Effect.EFFECT_ALLOW);
        World.revoke(Selector.newBuilder().setPartner(partner.getName()));
        World.check(secret, asset);
        assertThat(recorded(asset).getInternalReasonsList())
                .containsExactlyInAnyOrder("ISSUED_BEFORE_CUT", "PARTNER_NOT_ACTIVE");

        var closed = partner(
                "never-" + System.nanoTime(),
                hoursOf(now.atOffset(ZoneOffset.UTC).getDayOfWeek().plus(3).getValue()));
        var shut = new World(closed.getName());
        var refused = World.check(shut.issue(shut.grant(shut.request(asset))).getSecret(), asset);
        assertThat(refused.getReasonsList()).containsExactly("OUTSIDE_ACCESS_HOURS");
    }

    @Test
    void shouldTakeNewHoursAtOnceAndLeaveThemOff() {
        var asset = World.dataset();
        var secret = world.issue(world.grant(world.request(asset))).getSecret();
        var weekday = Instant.now().atOffset(ZoneOffset.UTC).getDayOfWeek();
        update(Partner.newBuilder().setAccessHours(hoursOf(weekday.plus(3).getValue())));
        assertThat(World.check(secret, asset).getReasonsList()).containsExactly("OUTSIDE_ACCESS_HOURS");
        update(Partner.newBuilder().setAccessHours(hoursOf(weekday.getValue())));
        assertThat(World.check(secret, asset).getEffect()).isEqualTo(Effect.EFFECT_ALLOW);
        update(Partner.newBuilder().setAccessHours(hoursOf(weekday.plus(3).getValue())));
        assertThat(update(Partner.newBuilder()).hasAccessHours()).isFalse();
        assertThat(World.check(secret, asset).getEffect()).isEqualTo(Effect.EFFECT_ALLOW);
    }

    private Partner update(Partner.Builder partner) {
        return World.partners()
                .updatePartner(UpdatePartnerRequest.newBuilder()
                        .setPartner(partner.setName(world.partner))
                        .setUpdateMask(FieldMask.newBuilder().addPaths("access_hours"))
                        .build())
                .getPartner();
    }

    @Test
    void shouldRefuseATimeZoneThatIsNone() {
        var hours = hoursOf(1).toBuilder().setTimeZone("Europe/Nowhere").build();
        var refusal = catchThrowable(() -> partner("nowhere", hours));
        assertThat(Errors.reason(refusal)).isEqualTo("FIELD_INVALID");
        assertThat(Errors.fields(refusal)).containsExactly("access_hours.time_zone");
    }

    /** All of a day and of the one after it, so that a test may run past midnight. */
    private static AccessHours hoursOf(int weekday) {
        return AccessHours.newBuilder()
                .setTimeZone("UTC")
                .addWindows(AccessWindow.newBuilder()
                        .addWeekdays(DayOfWeek.forNumber(weekday))
                        .addWeekdays(DayOfWeek.forNumber(weekday % 7 + 1))
                        .setUntilMinute(1440))
                .build();
    }

    private static Partner partner(String id, AccessHours hours) {
        return World.partners()
                .createPartner(CreatePartnerRequest.newBuilder()
                        .setPartnerId(id)
                        .setDisplayName("Acme")
                        .setAccessHours(hours)
                        .build())
                .getPartner();
    }

    private static Asset.Builder dataset() {
        return World.asset(AssetKind.ASSET_KIND_DATASET, Classification.CLASSIFICATION_INTERNAL);
    }

    private IssueCredentialResponse bound(String grant) {
        return world.credentials()
                .issueCredential(IssueCredentialRequest.newBuilder()
                        .addGrants(grant)
                        .setProofKeyThumbprint(KEY)
                        .build());
    }

    private Credential renew(String name, String key) {
        return world.credentials()
                .renewCredential(RenewCredentialRequest.newBuilder()
                        .setName(name)
                        .setProofKeyThumbprint(key)
                        .build())
                .getCredential();
    }

    private static Decision check(String secret, String asset, AccessContext.Builder context) {
        return World.access()
                .check(CheckRequest.newBuilder()
                        .setQuestion(AccessQuestion.newBuilder()
                                .setCredential(secret)
                                .setAction(Action.ACTION_READ)
                                .setAsset(asset)
                                .setContext(context))
                        .build())
                .getDecision();
    }

    private static AccessContext.Builder key(String key) {
        return AccessContext.newBuilder().setProofKeyThumbprint(key);
    }

    private static AccessContext.Builder country(String country) {
        return AccessContext.newBuilder().setCountry(country);
    }

    /** The last decision on an asset. */
    private static DecisionRecord recorded(String asset) {
        var decisions = Clients.with("auditor", AuditServiceGrpc::newBlockingStub)
                .listDecisions(ListDecisionsRequest.newBuilder().setAsset(asset).build())
                .getDecisionsList();
        return decisions.get(decisions.size() - 1);
    }
}
