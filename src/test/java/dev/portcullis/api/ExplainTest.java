package dev.portcullis.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.protobuf.Timestamp;
import com.google.protobuf.Value;
import dev.portcullis.common.Sha256;
import dev.portcullis.local.CustomerPolicy;
import dev.portcullis.local.PortcullisTestResource;
import dev.portcullis.v1.AccessContext;
import dev.portcullis.v1.Action;
import dev.portcullis.v1.AssetKind;
import dev.portcullis.v1.AuditServiceGrpc;
import dev.portcullis.v1.Classification;
import dev.portcullis.v1.Effect;
import dev.portcullis.v1.ExplainAccessRequest;
import dev.portcullis.v1.ExplainAccessResponse;
import dev.portcullis.v1.ExplainedReason;
import dev.portcullis.v1.FactChange;
import dev.portcullis.v1.ListDecisionsRequest;
import dev.portcullis.v1.PolicyRule;
import dev.portcullis.v1.PolicyServiceGrpc;
import dev.portcullis.v1.Selector;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is told of why an access is decided as it is, and to whom. */
@QuarkusTest
@QuarkusTestResource(PortcullisTestResource.class)
class ExplainTest {

    private static final String KEY = "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs";

    private final World world = new World();
    private final String asset = World.dataset();

    @AfterEach
    void decideByTheLibrary() {
        Rollout.toLibrary();
    }

    @Test
    void shouldAnswerAsCheckDoesAndPutNothingOnRecord() {
        var document =
                World.register(World.asset(AssetKind.ASSET_KIND_DATASET, Classification.CLASSIFICATION_INTERNAL));
        var issued = world.issue(world.grant(world.request(document)));
        var check = World.check(issued.getSecret(), document);
        var explained = explain(by(issued.getCredential().getName(), document));
        assertThat(explained.getDecision().toBuilder().clearDecidedAt().build())
                .isEqualTo(check.toBuilder().clearName().clearDecidedAt().build());
        assertThat(explained.getReasonsList()).isEmpty();
        assertThat(recorded(document)).isEqualTo(1);
    }

    @Test
    void shouldAnswerByThePolicyThatDecidesNow() {
        var issued = world.issue(world.grant(world.request(asset)));
        var credential = issued.getCredential().getName();
        var library = explain(by(credential, asset)).getDecision();
        Rollout.activate(Rollout.upload(CustomerPolicy.denying(Names.id(asset))));

        var check = World.check(issued.getSecret(), asset);
        var explained = explain(by(credential, asset));

        assertThat(explained.getDecision().toBuilder().clearDecidedAt().build())
                .isEqualTo(check.toBuilder().clearName().clearDecidedAt().build());
        assertThat(explained.getDecision().getPolicyRevision()).isNotEqualTo(library.getPolicyRevision());
        assertThat(explained.getDecision().getCustomerReasonsList()).containsExactly("NOT_FOR_YOU");
        assertThat(codes(explained)).containsExactly("CUSTOMER_POLICY");
        assertThat(reason(explained, "CUSTOMER_POLICY").getChangesList()).isEmpty();
    }

    @Test
    void shouldTellTheOneFactThatWouldHaveToBeOtherwise() {
        var limited = World.register(World.asset(AssetKind.ASSET_KIND_DATASET, Classification.CLASSIFICATION_INTERNAL)
                .addAllowedCountries("DE"));
        var credential = world.issue(world.grant(world.request(limited))).getCredential();
        var explained = explain(by(credential.getName(), limited)
                .setContext(AccessContext.newBuilder().setCountry("US")));
        assertThat(codes(explained)).containsExactly("COUNTRY_NOT_ALLOWED");
        assertThat(reason(explained, "COUNTRY_NOT_ALLOWED").getChangesList())
                .contains(change("/context/country", text("US"), text("DE"), true))
                .extracting(FactChange::getFact)
                .containsExactlyInAnyOrder("/context/country", "/asset/allowed_countries");
    }

    @Test
    void shouldTellThatOneFactIsNotEnoughWhereTwoSpeakAgainstIt() {
        var issued = world.issue(world.grant(world.request(asset)));
        var name = issued.getCredential().getName();
        World.revoke(Selector.newBuilder().setCredential(name));
        assertThat(reason(explain(by(name, asset)), "CREDENTIAL_REVOKED").getChangesList())
                .containsExactly(change("/credential/state", text("REVOKED"), text("ACTIVE"), true));

        World.revoke(Selector.newBuilder().setAsset(asset));
        var explained = explain(by(name, asset));
        assertThat(codes(explained)).containsExactly("ASSET_QUARANTINED", "CREDENTIAL_REVOKED");
        assertThat(explained.getDecision().getReasonsList()).containsExactly("CREDENTIAL_INVALID");
        assertThat(reason(explained, "CREDENTIAL_REVOKED").getChangesList())
                .containsExactly(change("/credential/state", text("REVOKED"), text("ACTIVE"), false));
    }

    @Test
    void shouldDecideForTheInstantThatIsAskedFor() {
        var grant = world.grant(world.request(asset));
        var credential = world.issue(grant).getCredential();
        var end = credential.getExpiresAt();
        var late = explain(by(credential.getName(), asset).setAt(end));
        assertThat(codes(late)).containsExactly("CREDENTIAL_EXPIRED");
        assertThat(late.getDecision().getDecidedAt()).isEqualTo(end);
        assertThat(reason(late, "CREDENTIAL_EXPIRED").getChangesList())
                .extracting(FactChange::getFact)
                .containsExactly("/credential/expires_at_ms");

        var early = explain(by(credential.getName(), asset).setAt(minus(credential.getIssuedAt(), 86_400)));
        assertThat(codes(early)).containsExactly("GRANT_NOT_YET_VALID");
    }

    @Test
    void shouldRefuseAnInstantBefore1970() {
        var failure = catchThrowable(() -> explain(
                by("credentials/0123456789abcdefghijkl", asset).setAt(minus(Timestamp.getDefaultInstance(), 1))));
        assertThat(Errors.reason(failure)).isEqualTo("FIELD_INVALID");
        assertThat(Errors.fields(failure)).containsExactly("at");
    }

    @Test
    void shouldSupposeACredentialOfAllGrantsOfAContractor() {
        var of = of(world.contractor.getName(), asset);
        assertThat(codes(explain(of))).containsExactly("ACTION_NOT_IN_SCOPE", "ASSET_NOT_IN_SCOPE");

        var grant = world.grant(world.request(asset));
        world.grant(world.request(World.dataset()));
        var allowed = explain(of);
        assertThat(allowed.getDecision().getEffect()).isEqualTo(Effect.EFFECT_ALLOW);
        assertThat(allowed.getFacts().getFieldsOrThrow("grants").getListValue().getValuesCount())
                .isEqualTo(2);

        World.revoke(Selector.newBuilder().setGrant(grant));
        assertThat(codes(explain(of))).containsExactly("ASSET_NOT_IN_SCOPE");
    }

    @Test
    void shouldSupposeACredentialBoundToTheKeyOfTheContext() {
        world.grant(world.request(asset));
        var of = of(world.contractor.getName(), asset)
                .setContext(AccessContext.newBuilder().setProofKeyThumbprint(KEY));
        assertThat(credential(explain(of), "bound").getBoolValue()).isTrue();
        assertThat(credential(explain(of.clearContext()), "bound").getBoolValue())
                .isFalse();
    }

    @Test
    void shouldShowTheFactsWithoutTheSecretOrItsHash() {
        var issued = world.issue(world.grant(world.request(asset)));
        var explained = explain(by(issued.getCredential().getName(), asset)
                .setPlatform("platform-of-theirs")
                .setContext(AccessContext.newBuilder().setProofKeyThumbprint(KEY)));
        assertThat(explained.getFacts().getFieldsMap())
                .containsOnlyKeys(
                        "time_ms",
                        "action",
                        "platform",
                        "credential",
                        "contractor",
                        "partner",
                        "asset",
                        "grants",
                        "context");
        assertThat(explained
                        .getFacts()
                        .getFieldsOrThrow("platform")
                        .getStructValue()
                        .getFieldsOrThrow("subject")
                        .getStringValue())
                .isEqualTo("platform-of-theirs");
        assertThat(explained.toString())
                .doesNotContain(issued.getSecret())
                .doesNotContain(Sha256.hex(issued.getSecret().getBytes(StandardCharsets.US_ASCII)))
                .doesNotContain(KEY);
    }

    @Test
    void shouldTellAContractorReasonsAndRemediesAndNoFacts() {
        var name =
                world.issue(world.grant(world.request(asset))).getCredential().getName();
        World.revoke(Selector.newBuilder().setCredential(name));
        var explained = own(by(name, asset));
        assertThat(codes(explained)).containsExactly("CREDENTIAL_REVOKED");
        assertThat(explained.hasFacts()).isFalse();
        assertThat(explained.getReasonsList()).allSatisfy(reason -> {
            assertThat(reason.getChangesList()).isEmpty();
            assertThat(reason.getReason().getRulesList())
                    .isNotEmpty()
                    .extracting(PolicyRule::getRemedy)
                    .doesNotContain("");
        });
    }

    @Test
    void shouldTellAContractorNoFactsOfWhatIsAllowed() {
        var name =
                world.issue(world.grant(world.request(asset))).getCredential().getName();
        assertThat(own(by(name, asset)).hasFacts()).isFalse();
        assertThat(own(of(world.contractor.getName(), asset)).getDecision().getEffect())
                .isEqualTo(Effect.EFFECT_ALLOW);
    }

    @Test
    void shouldTellAContractorOfAnothersThingsAsIfThereWereNone() {
        var other = new World(world.partner);
        var credential = other.issue(other.grant(other.request(asset))).getCredential();
        assertSame(by(credential.getName(), asset), by("credentials/0123456789abcdefghijkl", asset));
        assertSame(
                of(other.contractor.getName(), asset), of("contractors/01900000-0000-7000-8000-000000000000", asset));
    }

    @Test
    void shouldTellAContractorOfAnAssetOutOfReachAsIfThereWereNone() {
        var hidden =
                World.register(World.asset(AssetKind.ASSET_KIND_METHODOLOGY, Classification.CLASSIFICATION_RESTRICTED)
                        .addAllowedCountries("DE")
                        .addPurposes("evals"));
        World.revoke(Selector.newBuilder().setAsset(hidden));
        var name =
                world.issue(world.grant(world.request(asset))).getCredential().getName();
        var at = Names.timestamp(Instant.now());
        for (var action : List.of(Action.ACTION_READ, Action.ACTION_EXPORT)) {
            assertThat(own(by(name, hidden).setAction(action).setAt(at)))
                    .isEqualTo(
                            own(by(name, "assets/not-there").setAction(action).setAt(at)));
            assertThat(own(of(world.contractor.getName(), hidden)
                            .setAction(action)
                            .setAt(at)))
                    .isEqualTo(own(of(world.contractor.getName(), "assets/not-there")
                            .setAction(action)
                            .setAt(at)));
        }
        assertThat(codes(explain(by(name, hidden)))).contains("ASSET_QUARANTINED", "COUNTRY_NOT_ALLOWED");
    }

    /** A thaw names assets too: that one was chosen must not show either. */
    @Test
    void shouldTellAContractorOfAThawNothingOfAnAssetOutOfReach() {
        var hidden = World.dataset();
        World.revoke(Selector.newBuilder().setPartner(world.partner));
        Reinstating.reinstate(Reinstating.thaw(world, hidden));
        var at = Names.timestamp(Instant.now());
        var of = of(world.contractor.getName(), hidden).setAt(at);
        assertThat(codes(explain(of))).doesNotContain("PARTNER_NOT_ACTIVE");
        assertThat(own(of))
                .isEqualTo(
                        own(of(world.contractor.getName(), "assets/not-there").setAt(at)));
    }

    private void assertSame(ExplainAccessRequest.Builder others, ExplainAccessRequest.Builder nobodys) {
        var one = catchThrowable(() -> own(others));
        var other = catchThrowable(() -> own(nobodys));
        assertThat(Errors.reason(one)).endsWith("_NOT_FOUND").isEqualTo(Errors.reason(other));
        assertThat(one).hasMessage(other.getMessage());
    }

    private static ExplainAccessRequest.Builder by(String credential, String asset) {
        return ExplainAccessRequest.newBuilder()
                .setCredential(credential)
                .setAction(Action.ACTION_READ)
                .setAsset(asset);
    }

    private static ExplainAccessRequest.Builder of(String contractor, String asset) {
        return ExplainAccessRequest.newBuilder()
                .setContractor(contractor)
                .setAction(Action.ACTION_READ)
                .setAsset(asset);
    }

    private static ExplainAccessResponse explain(ExplainAccessRequest.Builder request) {
        // Not as an auditor: what that reads takes a revision, and so moves what is compared.
        return Clients.with("admin", PolicyServiceGrpc::newBlockingStub).explainAccess(request.build());
    }

    private ExplainAccessResponse own(ExplainAccessRequest.Builder request) {
        return Clients.as(world.user, PolicyServiceGrpc::newBlockingStub).explainAccess(request.build());
    }

    private static List<String> codes(ExplainAccessResponse explained) {
        return explained.getReasonsList().stream()
                .map(reason -> reason.getReason().getCode())
                .toList();
    }

    private static ExplainedReason reason(ExplainAccessResponse explained, String code) {
        return explained.getReasonsList().stream()
                .filter(reason -> reason.getReason().getCode().equals(code))
                .findFirst()
                .orElseThrow();
    }

    private static Value credential(ExplainAccessResponse explained, String field) {
        return explained
                .getFacts()
                .getFieldsOrThrow("credential")
                .getStructValue()
                .getFieldsOrThrow(field);
    }

    private static FactChange change(String fact, Value from, Value to, boolean allows) {
        return FactChange.newBuilder()
                .setFact(fact)
                .setFrom(from)
                .setTo(to)
                .setAllows(allows)
                .build();
    }

    private static Value text(String text) {
        return Value.newBuilder().setStringValue(text).build();
    }

    private static Timestamp minus(Timestamp instant, long seconds) {
        return instant.toBuilder().setSeconds(instant.getSeconds() - seconds).build();
    }

    private static int recorded(String asset) {
        return Clients.with("auditor", AuditServiceGrpc::newBlockingStub)
                .listDecisions(ListDecisionsRequest.newBuilder().setAsset(asset).build())
                .getDecisionsCount();
    }
}
