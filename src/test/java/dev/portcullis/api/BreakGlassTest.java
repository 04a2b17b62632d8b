package dev.portcullis.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.protobuf.Duration;
import dev.portcullis.local.PortcullisTestResource;
import dev.portcullis.v1.AccessRequest;
import dev.portcullis.v1.ApproveRequestRequest;
import dev.portcullis.v1.AssetKind;
import dev.portcullis.v1.AuditServiceGrpc;
import dev.portcullis.v1.Classification;
import dev.portcullis.v1.EventType;
import dev.portcullis.v1.GetGrantHistoryRequest;
import dev.portcullis.v1.GetGrantRequest;
import dev.portcullis.v1.ListEventsRequest;
import dev.portcullis.v1.ListGrantsRequest;
import dev.portcullis.v1.ListRequestsRequest;
import dev.portcullis.v1.Obligation;
import dev.portcullis.v1.RequestAccessRequest;
import dev.portcullis.v1.RequestState;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Access in an emergency: quicker, shorter, and never unseen. */
@QuarkusTest
@QuarkusTestResource(PortcullisTestResource.class)
class BreakGlassTest {

    private static final String WHY = "outage of the eval job";

    @Inject
    MeterRegistry registry;

    private final World world = new World();
    private final String secretAsset =
            World.register(World.asset(AssetKind.ASSET_KIND_DATASET, Classification.CLASSIFICATION_CONFIDENTIAL));

    @Test
    void shouldNeedOneApproverWhereTwoAreWanted() {
        var request = ask(emergency());
        assertThat(request.getBreakGlass()).isTrue();
        assertThat(request.getRequired().getApprovals()).isEqualTo(1);
        assertThat(approve(request, "").getState()).isEqualTo(RequestState.REQUEST_STATE_APPROVED);
    }

    @Test
    void shouldRefuseAnEmergencyThatIsNotExplainedOrLastsLongerThanAnHour() {
        assertRefused(emergency().setJustification("   now, please now    "), "JUSTIFICATION_TOO_SHORT");
        assertRefused(emergency().setDuration(Duration.newBuilder().setSeconds(3601)), "DURATION_TOO_LONG");
    }

    @Test
    void shouldMarkTheGrantWhereverItIsSeen() {
        var ordinary = world.grant(world.request(World.dataset()));
        var grant = approve(ask(emergency()), "").getGrant();

        assertThat(world.grants()
                        .getGrant(GetGrantRequest.newBuilder().setName(grant).build())
                        .getGrant()
                        .getBreakGlass())
                .isTrue();
        assertThat(world.grants()
                        .listGrants(ListGrantsRequest.newBuilder()
                                .setBreakGlass(true)
                                .build())
                        .getGrantsList())
                .extracting(dev.portcullis.v1.Grant::getName)
                .containsExactly(grant);
        assertThat(world.grants()
                        .listGrants(ListGrantsRequest.getDefaultInstance())
                        .getGrantsList())
                .extracting(dev.portcullis.v1.Grant::getName)
                .containsExactly(ordinary, grant);
        assertThat(world.grants()
                        .listRequests(ListRequestsRequest.newBuilder()
                                .setBreakGlass(true)
                                .build())
                        .getRequestsList())
                .extracting(AccessRequest::getGrant)
                .containsExactly(grant);
    }

    @Test
    void shouldPutItOnRecordAsWhatItIs() {
        var grant = approve(ask(emergency()), "").getGrant();
        var auditor = Clients.with("auditor", AuditServiceGrpc::newBlockingStub);

        assertThat(auditor.listEvents(ListEventsRequest.newBuilder()
                                .setPartner(world.partner)
                                .addTypes(EventType.EVENT_TYPE_BREAK_GLASS_GRANTED)
                                .build())
                        .getEventsList())
                .singleElement()
                .satisfies(event -> assertThat(event.getGrantsList()).containsExactly(grant));
        assertThat(auditor.getGrantHistory(GetGrantHistoryRequest.newBuilder()
                                .setGrant(grant)
                                .build())
                        .getEventsList())
                .extracting(dev.portcullis.v1.Event::getType)
                .containsExactly(EventType.EVENT_TYPE_ACCESS_REQUESTED, EventType.EVENT_TYPE_BREAK_GLASS_GRANTED);
    }

    @Test
    void shouldObligeThePlatformToMarkAndToLogWhatItHandsOut() {
        var asset = World.dataset();
        var grant = approve(ask(emergency(asset)), "").getGrant();
        var decision = World.check(world.issue(grant).getSecret(), asset);
        assertThat(decision.getObligationsList())
                .extracting(Obligation::getType)
                .containsExactly("LOG_CONTENT_HASH", "WATERMARK");
    }

    @Test
    void shouldAlertOnceForEachGrant() {
        var before = alerts();
        var requestId = UUID.randomUUID().toString();
        var request = ask(emergency());
        approve(request, requestId);
        approve(request, requestId);
        world.grant(world.request(World.dataset()));
        assertThat(alerts() - before).isEqualTo(1);
    }

    private double alerts() {
        return registry.counter("portcullis.break.glass").count();
    }

    private void assertRefused(RequestAccessRequest.Builder request, String reason) {
        var refusal = catchThrowable(() -> ask(request));
        assertThat(Errors.reason(refusal)).isEqualTo("REQUEST_REFUSED_BY_POLICY");
        assertThat(Errors.policyReasons(refusal)).containsExactly(reason);
    }

    private RequestAccessRequest.Builder emergency() {
        return emergency(secretAsset);
    }

    private RequestAccessRequest.Builder emergency(String asset) {
        return world.request(asset).setBreakGlass(true).setJustification(WHY);
    }

    private AccessRequest ask(RequestAccessRequest.Builder request) {
        return world.grants().requestAccess(request.build()).getRequest();
    }

    private static AccessRequest approve(AccessRequest request, String requestId) {
        return World.approver(World.owner())
                .approveRequest(ApproveRequestRequest.newBuilder()
                        .setName(request.getName())
                        .setRequestId(requestId)
                        .build())
                .getRequest();
    }
}
