package dev.portcullis.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.protobuf.Duration;
import dev.portcullis.local.CustomerPolicy;
import dev.portcullis.local.PortcullisTestResource;
import dev.portcullis.v1.Action;
import dev.portcullis.v1.AssetKind;
import dev.portcullis.v1.Classification;
import dev.portcullis.v1.ListRequestsRequest;
import dev.portcullis.v1.Obligation;
import dev.portcullis.v1.PolicyReason;
import dev.portcullis.v1.PolicyRule;
import dev.portcullis.v1.RequestAccessRequest;
import dev.portcullis.v1.SimulateRequestRequest;
import dev.portcullis.v1.SimulateRequestResponse;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A request that is tried before it is made. */
@QuarkusTest
@QuarkusTestResource(PortcullisTestResource.class)
class SimulateRequestTest {

    private static final Duration WEEK =
            Duration.newBuilder().setSeconds(7 * 86_400).build();
    private static final Duration HOUR = Duration.newBuilder().setSeconds(3600).build();

    private final World world = new World();
    private final String restricted =
            World.register(World.asset(AssetKind.ASSET_KIND_DATASET, Classification.CLASSIFICATION_RESTRICTED));

    @AfterEach
    void decideByTheLibrary() {
        Rollout.toLibrary();
    }

    @Test
    void shouldTellWhatTheRequestThenNeeds() {
        var request = world.request(restricted, World.dataset());
        var simulated = simulate(request);
        var made = world.grants().requestAccess(request.build()).getRequest();
        assertThat(simulated.getAllowed()).isTrue();
        assertThat(simulated.getReasonsList()).isEmpty();
        assertThat(simulated.getRequired()).isEqualTo(made.getRequired());
        assertThat(simulated.getRequired().getApprovals()).isEqualTo(2);
        assertThat(simulated.getRequired().getOwnerGroupsList()).containsExactly(World.OWNERS);
        assertThat(simulated.getMaxDuration()).isEqualTo(WEEK);
    }

    @Test
    void shouldTellWhatAPlatformWouldOweUnderTheGrant() {
        var simulated = simulate(world.request(restricted).addActions(Action.ACTION_EXPORT));
        assertThat(simulated.getObligationsList())
                .containsExactlyInAnyOrder(
                        Obligation.newBuilder().setType("WATERMARK").build(),
                        Obligation.newBuilder()
                                .setType("MAX_ROWS")
                                .setValue(100_000)
                                .build());
        assertThat(simulated.getMoreObligations()).isFalse();
    }

    @Test
    void shouldSayThatObligationsAreNotAllWhereACheckWouldBeDenied() {
        Rollout.activate(Rollout.upload(CustomerPolicy.denying(Names.id(restricted))));
        var simulated = simulate(world.request(restricted));
        assertThat(simulated.getAllowed()).isTrue();
        assertThat(simulated.getObligationsList()).isEmpty();
        assertThat(simulated.getMoreObligations()).isTrue();
        assertThat(simulated.getPolicyRevision()).isEqualTo(Rollout.active().getPolicyRevision());
    }

    @Test
    void shouldNeedOneApproverAndLastAnHourInAnEmergency() {
        var simulated =
                simulate(world.request(restricted).setBreakGlass(true).setJustification("outage of the eval job"));
        assertThat(simulated.getRequired().getApprovals()).isEqualTo(1);
        assertThat(simulated.getMaxDuration()).isEqualTo(HOUR);
        assertThat(simulated.getObligationsList())
                .extracting(Obligation::getType)
                .containsExactlyInAnyOrder("LOG_CONTENT_HASH", "WATERMARK");
    }

    @Test
    void shouldRefuseForTheReasonsOfTheRequestAndTellNoMoreOfTheAsset() {
        var request = world.request(restricted)
                .setDuration(WEEK.toBuilder().setSeconds(WEEK.getSeconds() + 1))
                .setBreakGlass(true);
        var refusal = catchThrowable(() -> world.grants().requestAccess(request.build()));
        var simulated = simulate(request);
        assertThat(simulated.getReasonsList())
                .extracting(PolicyReason::getCode)
                .containsExactly("DURATION_TOO_LONG", "JUSTIFICATION_TOO_SHORT")
                .containsExactlyElementsOf(Errors.policyReasons(refusal));
        assertThat(simulated.getReasonsList())
                .flatExtracting(PolicyReason::getRulesList)
                .extracting(PolicyRule::getRemedy)
                .doesNotContain("");
        assertThat(simulated)
                .isEqualTo(SimulateRequestResponse.newBuilder()
                        .addAllReasons(simulated.getReasonsList())
                        .setPolicyRevision(Errors.metadata(refusal).get("policy_revision"))
                        .build());
    }

    @Test
    void shouldChangeNothing() {
        var before = Revision.now();
        simulate(world.request(restricted));
        simulate(world.request(restricted).setBreakGlass(true));
        assertThat(Revision.now()).isEqualTo(before);
        assertThat(world.grants()
                        .listRequests(ListRequestsRequest.getDefaultInstance())
                        .getRequestsList())
                .isEmpty();
    }

    @Test
    void shouldFailAsTheRequestDoes() {
        assertFails(world.request(restricted).setContractor(new World().contractor.getName()), "CONTRACTOR_NOT_FOUND");
        assertFails(
                world.request(restricted).setContractor("contractors/01900000-0000-7000-8000-000000000000"),
                "CONTRACTOR_NOT_FOUND");
        assertFails(world.request("assets/not-there"), "ASSET_NOT_FOUND");
        assertFails(world.request(restricted).setNotBefore(Names.timestamp(Instant.EPOCH)), "FIELD_INVALID");
    }

    private void assertFails(RequestAccessRequest.Builder request, String reason) {
        var made = catchThrowable(() -> world.grants().requestAccess(request.build()));
        var simulated = catchThrowable(() -> simulate(request));
        assertThat(Errors.reason(simulated)).isEqualTo(reason).isEqualTo(Errors.reason(made));
        assertThat(simulated).hasMessage(made.getMessage());
    }

    private SimulateRequestResponse simulate(RequestAccessRequest.Builder request) {
        var simulation = SimulateRequestRequest.newBuilder()
                .setContractor(request.getContractor())
                .addAllAssets(request.getAssetsList())
                .addAllActions(request.getActionsList())
                .setPurpose(request.getPurpose())
                .setJustification(request.getJustification())
                .setDuration(request.getDuration())
                .setBreakGlass(request.getBreakGlass());
        if (request.hasNotBefore()) {
            simulation.setNotBefore(request.getNotBefore());
        }
        return world.grants().simulateRequest(simulation.build());
    }
}
