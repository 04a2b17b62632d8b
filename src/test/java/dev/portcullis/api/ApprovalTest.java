package dev.portcullis.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.protobuf.Duration;
import dev.portcullis.local.KeycloakAdmin.User;
import dev.portcullis.local.PortcullisTestResource;
import dev.portcullis.v1.AccessRequest;
import dev.portcullis.v1.Action;
import dev.portcullis.v1.AssetKind;
import dev.portcullis.v1.Classification;
import dev.portcullis.v1.GrantServiceGrpc;
import dev.portcullis.v1.RegisterContractorRequest;
import dev.portcullis.v1.RequestState;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who must approve what, who may not, and for how long access may last. */
@QuarkusTest
@QuarkusTestResource(PortcullisTestResource.class)
class ApprovalTest {

    private final World world = new World();

    @ParameterizedTest
    @CsvSource({
        "DATASET, PUBLIC, 1, false",
        "DATASET, INTERNAL, 1, false",
        "DATASET, CONFIDENTIAL, 2, false",
        "DATASET, RESTRICTED, 2, true",
        "METHODOLOGY, PUBLIC, 2, true",
        "METHODOLOGY, INTERNAL, 2, true",
    })
    void shouldAskForTheApprovalsOfTheClass(String kind, String classification, int approvals, boolean byOwner) {
        var required = ask(asset(kind, classification)).getRequired();
        assertThat(required.getApprovals()).isEqualTo(approvals);
        assertThat(required.getOwnerGroupsList()).isEqualTo(byOwner ? List.of(World.OWNERS) : List.of());
    }

    @Test
    void shouldWaitForAsManyAsTheClassAsksFor() {
        var request = ask(asset("DATASET", "RESTRICTED"));
        assertThat(World.approve(approver(), request).getState()).isEqualTo(RequestState.REQUEST_STATE_PENDING);
        assertThat(World.approve(World.owner(), request).getState()).isEqualTo(RequestState.REQUEST_STATE_APPROVED);
    }

    @Test
    void shouldHideARequestFromAnApproverWhoIsNotOfTheGroupsOfAllItsAssets() {
        var others = World.register(World.asset(AssetKind.ASSET_KIND_DATASET, Classification.CLASSIFICATION_INTERNAL)
                .setOwnerGroup("other-owners"));
        var both = world.grants()
                .requestAccess(world.request(World.dataset(), others).build())
                .getRequest();
        var refusal = catchThrowable(() -> World.approve(World.owner(), both));
        assertThat(Errors.reason(refusal)).isEqualTo("REQUEST_NOT_FOUND");
        var ofBoth = Clients.newUser(List.of("approver"), List.of(World.OWNERS, "other-owners"));
        assertThat(World.approve(ofBoth, both).getState()).isEqualTo(RequestState.REQUEST_STATE_APPROVED);
    }

    @ParameterizedTest
    @CsvSource({
        "DATASET, INTERNAL, 90",
        "DATASET, CONFIDENTIAL, 30",
        "DATASET, RESTRICTED, 7",
        "METHODOLOGY, PUBLIC, 7",
    })
    void shouldAllowTheLongestDurationOfTheClassAndNotASecondMore(String kind, String classification, long days) {
        var asset = asset(kind, classification);
        var longest = Duration.newBuilder().setSeconds(days * 86_400);
        assertThat(world.grants()
                        .requestAccess(world.request(asset).setDuration(longest).build())
                        .hasRequest())
                .isTrue();
        var longer = Duration.newBuilder().setSeconds(days * 86_400 + 1);
        var refusal = catchThrowable(() -> world.grants()
                .requestAccess(world.request(asset).setDuration(longer).build()));
        assertThat(Errors.reason(refusal)).isEqualTo("REQUEST_REFUSED_BY_POLICY");
        assertThat(Errors.policyReasons(refusal)).containsExactly("DURATION_TOO_LONG");
    }

    @ParameterizedTest
    @CsvSource({"EXPORT", "ANNOTATE"})
    void shouldLetNobodyTakeAMethodologyAwayOrWriteIntoIt(String action) {
        var request = world.request(asset("METHODOLOGY", "PUBLIC")).addActions(Action.valueOf("ACTION_" + action));
        var refusal = catchThrowable(() -> world.grants().requestAccess(request.build()));
        assertThat(Errors.policyReasons(refusal)).containsExactly("ACTION_NOT_ALLOWED_FOR_CLASS");
    }

    @Test
    void shouldNotLetAnAdminApproveByASecondRole() {
        var both = Clients.newUser(List.of("admin", "approver"), List.of(World.OWNERS));
        var request = ask(World.dataset());
        var refusal = catchThrowable(() -> World.approve(both, request));
        assertThat(Errors.reason(refusal)).isEqualTo("ROLE_REQUIRED");
    }

    @Test
    void shouldNotLetAContractorApproveForItselfByASecondRole() {
        var both = Clients.newUser(List.of("contractor", "approver"), List.of(World.OWNERS));
        var contractor = contractor(both);
        var request = Clients.with("admin", GrantServiceGrpc::newBlockingStub)
                .requestAccess(
                        world.request(World.dataset()).setContractor(contractor).build())
                .getRequest();
        assertThat(refusal(both, request)).contains("SELF_APPROVAL");
    }

    @Test
    void shouldNotLetAColleagueOfThePartnerApprove() {
        var colleague = Clients.newUser(List.of("contractor", "approver"), List.of(World.OWNERS));
        contractor(colleague);
        assertThat(refusal(colleague, ask(World.dataset()))).containsExactly("OWN_PARTNER_APPROVAL");
    }

    @Test
    void shouldCountTheSameApproverOnce() {
        var request = ask(asset("DATASET", "CONFIDENTIAL"));
        var approver = approver();
        World.approve(approver, request);
        assertThat(refusal(approver, request)).containsExactly("ALREADY_APPROVED");
    }

    private AccessRequest ask(String asset) {
        return world.grants().requestAccess(world.request(asset).build()).getRequest();
    }

    private String contractor(User user) {
        return World.partners()
                .registerContractor(RegisterContractorRequest.newBuilder()
                        .setPartner(world.partner)
                        .setSubject(user.subject())
                        .setDisplayName("Annotator")
                        .build())
                .getContractor()
                .getName();
    }

    private static User approver() {
        return Clients.newUser(List.of("approver"), List.of(World.OWNERS));
    }

    private static List<String> refusal(User approver, AccessRequest request) {
        var refusal = catchThrowable(() -> World.approve(approver, request));
        assertThat(Errors.reason(refusal)).isEqualTo("APPROVAL_REFUSED_BY_POLICY");
        return Errors.policyReasons(refusal);
    }

    private static String asset(String kind, String classification) {
        return World.register(World.asset(
                AssetKind.valueOf("ASSET_KIND_" + kind), Classification.valueOf("CLASSIFICATION_" + classification)));
    }
}
