package dev.portcullis.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.protobuf.Timestamp;
import dev.portcullis.local.PortcullisTestResource;
import dev.portcullis.v1.Confirmation.State;
import dev.portcullis.v1.Effect;
import dev.portcullis.v1.EventType;
import dev.portcullis.v1.GetContractorRequest;
import dev.portcullis.v1.GetGrantHistoryRequest;
import dev.portcullis.v1.GetPartnerRequest;
import dev.portcullis.v1.Impact;
import dev.portcullis.v1.IssueCredentialResponse;
import dev.portcullis.v1.IssuedBefore;
import dev.portcullis.v1.ListDecisionsRequest;
import dev.portcullis.v1.PreviewRevocationRequest;
import dev.portcullis.v1.RenewCredentialRequest;
import dev.portcullis.v1.Revocation;
import dev.portcullis.v1.RevocationReason;
import dev.portcullis.v1.RevokeRequest;
import dev.portcullis.v1.Selector;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Cuts of the credentials that were issued before an instant. */
@QuarkusTest
@QuarkusTestResource(PortcullisTestResource.class)
class WatermarkTest {

    private final World world = new World();
    private final String asset = World.dataset();
    private final String grant = world.grant(world.request(asset));

    enum Scope {
        CONTRACTOR,
        PARTNER,
        EVERYTHING;

        IssuedBefore.Builder of(World world) {
            var cut = IssuedBefore.newBuilder();
            return switch (this) {
                case CONTRACTOR -> cut.setContractor(world.contractor.getName());
                case PARTNER -> cut.setPartner(world.partner);
                case EVERYTHING -> cut.setEverything(true);
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldCutWhatWasIssuedBeforeTheInstantAndNothingIssuedAtIt(Scope scope) {
        var earlier = world.issue(grant);
        awaitNextMilli(earlier);
        var later = world.issue(grant);
        var revocation = cut(scope, later.getCredential().getIssuedAt());
        assertThat(revocation.getConfirmation().getState()).isEqualTo(State.STATE_CONFIRMED);
        assertThat(effect(earlier)).isEqualTo(Effect.EFFECT_DENY);
        assertThat(effect(later)).isEqualTo(Effect.EFFECT_ALLOW);
        assertThat(reason(earlier)).isEqualTo("CREDENTIAL_NOT_ACTIVE");
        assertThat(reason(later)).isEmpty();
        assertThat(effect(world.issue(grant))).isEqualTo(Effect.EFFECT_ALLOW);
    }

    @Test
    void shouldTellTheAuditorAloneWhyACredentialIsWorthNothing() {
        var issued = world.issue(grant);
        awaitNextMilli(issued);
        cut(Scope.CONTRACTOR, now());
        var decision = World.check(issued.getSecret(), asset);
        assertThat(decision.getReasonsList()).containsExactly("CREDENTIAL_INVALID");
        var recorded = Clients.with("auditor", dev.portcullis.v1.AuditServiceGrpc::newBlockingStub)
                .listDecisions(ListDecisionsRequest.newBuilder()
                        .setCredential(issued.getCredential().getName())
                        .build())
                .getDecisionsList();
        assertThat(recorded.get(recorded.size() - 1).getInternalReasonsList()).containsExactly("ISSUED_BEFORE_CUT");
    }

    @ParameterizedTest
    @EnumSource(names = {"CONTRACTOR", "PARTNER"})
    void shouldCutNobodyElses(Scope scope) {
        var other = new World();
        var others = other.issue(other.grant(other.request(asset)));
        awaitNextMilli(others);
        cut(scope, now());
        assertThat(World.check(others.getSecret(), asset).getEffect()).isEqualTo(Effect.EFFECT_ALLOW);
    }

    @Test
    void shouldRoundTheInstantDown() {
        var issued = world.issue(grant);
        var at = issued.getCredential().getIssuedAt();
        awaitNextMilli(issued);
        cut(Scope.CONTRACTOR, at.toBuilder().setNanos(at.getNanos() + 999_999).build());
        assertThat(effect(issued)).isEqualTo(Effect.EFFECT_ALLOW);
    }

    @ParameterizedTest
    @EnumSource
    void shouldRecordAnEarlierInstantAndChangeNothing(Scope scope) {
        var issued = world.issue(grant);
        awaitNextMilli(issued);
        cut(scope, now());
        var again = cut(scope, Timestamp.newBuilder().setSeconds(1).build());
        assertThat(effect(issued)).isEqualTo(Effect.EFFECT_DENY);
        assertThat(again.getSelector().getIssuedBefore().getBefore().getSeconds())
                .isEqualTo(1);
        assertThat(again.getImpact()).isEqualTo(Impact.getDefaultInstance());
    }

    @ParameterizedTest
    @EnumSource
    void shouldRefuseAnInstantInTheFutureOrBefore1970(Scope scope) {
        var now = Instant.now().plusSeconds(5);
        var refusal = catchThrowable(() -> cut(scope, Names.timestamp(now)));
        assertThat(Errors.reason(refusal)).isEqualTo("FIELD_INVALID");
        assertThat(Errors.fields(refusal)).containsExactly("selector.issued_before.before");
        var past = catchThrowable(
                () -> cut(scope, Timestamp.newBuilder().setSeconds(-1).build()));
        assertThat(Errors.fields(past)).containsExactly("selector.issued_before.before");
    }

    @Test
    void shouldRefuseToCutTheCredentialsOfNobody() {
        var partner = IssuedBefore.newBuilder().setPartner("partners/nobody").setBefore(now());
        assertThat(Errors.reason(catchThrowable(() -> cut(partner)))).isEqualTo("PARTNER_NOT_FOUND");
        var contractor = IssuedBefore.newBuilder()
                .setContractor("contractors/" + UUID.randomUUID())
                .setBefore(now());
        assertThat(Errors.reason(catchThrowable(() -> cut(contractor)))).isEqualTo("CONTRACTOR_NOT_FOUND");
        var nothing = IssuedBefore.newBuilder().setEverything(false).setBefore(now());
        assertThat(Errors.reason(catchThrowable(() -> cut(nothing)))).isEqualTo("FIELD_INVALID");
    }

    @ParameterizedTest
    @EnumSource(names = {"CONTRACTOR", "PARTNER"})
    void shouldForetellAndCountTheCredentialsAndNoGrant(Scope scope) {
        var earlier = world.issue(grant);
        awaitNextMilli(earlier);
        var later = world.issue(grant);
        var selector = Selector.newBuilder()
                .setIssuedBefore(scope.of(world).setBefore(later.getCredential().getIssuedAt()))
                .build();
        var preview = World.revocations()
                .previewRevocation(PreviewRevocationRequest.newBuilder()
                        .setSelector(selector)
                        .build());
        assertThat(preview.getCredentialsList()).singleElement().satisfies(affected -> assertThat(
                        affected.getCredential())
                .isEqualTo(earlier.getCredential().getName()));
        var expected = Impact.newBuilder().setContractors(1).setCredentials(1).build();
        assertThat(preview.getImpact()).isEqualTo(expected);
        assertThat(cut(scope, later.getCredential().getIssuedAt()).getImpact()).isEqualTo(expected);
        var freeze = World.revocations()
                .previewRevocation(PreviewRevocationRequest.newBuilder()
                        .setSelector(Selector.newBuilder().setPartner(world.partner))
                        .build());
        assertThat(freeze.getImpact().getCredentials()).isEqualTo(1);
    }

    @Test
    void shouldShowTheInstantAndTellOfItInTheStoryOfTheGrant() {
        awaitNextMilli(world.issue(grant));
        var before = now();
        cut(Scope.PARTNER, before);
        cut(Scope.CONTRACTOR, before);
        assertThat(partner().getIssuedBefore()).isEqualTo(before);
        assertThat(World.partners()
                        .getContractor(GetContractorRequest.newBuilder()
                                .setName(world.contractor.getName())
                                .build())
                        .getContractor()
                        .getIssuedBefore())
                .isEqualTo(before);
        var other = new World();
        cut(Scope.CONTRACTOR.of(other).setBefore(before));
        var events = Clients.with("auditor", dev.portcullis.v1.AuditServiceGrpc::newBlockingStub)
                .getGrantHistory(
                        GetGrantHistoryRequest.newBuilder().setGrant(grant).build())
                .getEventsList();
        assertThat(events)
                .filteredOn(event -> event.getType() == EventType.EVENT_TYPE_CREDENTIALS_REVOKED)
                .hasSize(2);
    }

    @Test
    void shouldCutForEverWhatWasIssuedUpToAFreeze() {
        World.revoke(Selector.newBuilder().setPartner(world.partner));
        var partner = partner();
        assertThat(Names.instant(partner.getIssuedBefore()))
                .isEqualTo(Names.instant(partner.getFrozenAt()).plusMillis(1));
    }

    private dev.portcullis.v1.Partner partner() {
        return World.partners()
                .getPartner(
                        GetPartnerRequest.newBuilder().setName(world.partner).build())
                .getPartner();
    }

    private Revocation cut(Scope scope, Timestamp before) {
        return cut(scope.of(world).setBefore(before));
    }

    private static Revocation cut(IssuedBefore.Builder before) {
        return World.revocations()
                .revoke(RevokeRequest.newBuilder()
                        .setSelector(Selector.newBuilder().setIssuedBefore(before))
                        .setReason(RevocationReason.REVOCATION_REASON_KEY_COMPROMISE)
                        .build())
                .getRevocation();
    }

    private Effect effect(IssueCredentialResponse issued) {
        return World.check(issued.getSecret(), asset).getEffect();
    }

    /** Why the credential cannot be renewed; empty if it can. */
    private String reason(IssueCredentialResponse issued) {
        var refusal = catchThrowable(() -> world.credentials()
                .renewCredential(RenewCredentialRequest.newBuilder()
                        .setName(issued.getCredential().getName())
                        .build()));
        return refusal == null ? "" : Errors.reason(refusal);
    }

    private static Timestamp now() {
        return Names.timestamp(Instant.now().truncatedTo(ChronoUnit.MILLIS));
    }

    /** Until an instant can be told from that of the issue. */
    private static void awaitNextMilli(IssueCredentialResponse issued) {
        var at = Names.instant(issued.getCredential().getIssuedAt());
        Awaitility.await().until(() -> Instant.now().isAfter(at.plusMillis(1)));
    }
}
