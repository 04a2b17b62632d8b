package dev.portcullis.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.portcullis.local.KeycloakAdmin.User;
import dev.portcullis.local.PortcullisTestResource;
import dev.portcullis.v1.GrantServiceGrpc;
import dev.portcullis.v1.ListContractorsRequest;
import dev.portcullis.v1.ListGrantsRequest;
import dev.portcullis.v1.ListPartnersRequest;
import dev.portcullis.v1.PartnerServiceGrpc;
import dev.portcullis.v1.RegisterContractorRequest;
import dev.portcullis.v1.Selector;
import io.grpc.Status;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Who acts for a partner is refused everything once that was cut, though its token is good for minutes yet. */
@QuarkusTest
@QuarkusTestResource(PortcullisTestResource.class)
class StandingTest {

    private final World world = new World();
    private final User partnerAdmin = World.adminOf(world.partner);

    @TestFactory
    Stream<DynamicTest> shouldRefuseARevokedContractorEveryRpc() {
        listGrants(world.user);
        World.revoke(Selector.newBuilder().setContractor(world.contractor.getName()));
        return refusals(world.user, "CALLER_REVOKED");
    }

    @TestFactory
    Stream<DynamicTest> shouldRefuseTheContractorOfAFrozenPartnerEveryRpc() {
        listGrants(world.user);
        freeze();
        return refusals(world.user, "CALLER_PARTNER_NOT_ACTIVE");
    }

    @TestFactory
    Stream<DynamicTest> shouldRefuseTheAdminOfAFrozenPartnerEveryRpc() {
        listContractors(partnerAdmin);
        freeze();
        return refusals(partnerAdmin, "CALLER_PARTNER_NOT_ACTIVE");
    }

    @TestFactory
    Stream<DynamicTest> shouldRefuseTheAdminOfAPartnerThatIsNotRegisteredEveryRpc() {
        return refusals(World.adminOf("partners/of-nobody"), "CALLER_PARTNER_NOT_ACTIVE");
    }

    @Test
    void shouldLetInWhomNothingWasCutOf() {
        World.revoke(Selector.newBuilder().setContractor(world.contractor.getName()));
        listGrants(new World(world.partner).user);
        listContractors(partnerAdmin);
        freeze();
        listGrants(new World().user);
    }

    @Test
    void shouldLetInWhomAThawNamesAloneOfAPartner() {
        var colleague = new World(world.partner);
        var asset = World.dataset();
        freeze();
        Reinstating.reinstate(Reinstating.thaw(world, asset));
        listGrants(world.user);
        assertThat(Errors.reason(catchThrowable(() -> listGrants(colleague.user))))
                .isEqualTo("CALLER_PARTNER_NOT_ACTIVE");
        assertThat(Errors.reason(catchThrowable(() -> listContractors(partnerAdmin))))
                .isEqualTo("CALLER_PARTNER_NOT_ACTIVE");
    }

    @Test
    void shouldNotShutOutTheLabsOwnWhomAPartnerRegistered() {
        var admin = Clients.newUser(List.of("admin"), List.of());
        Clients.as(partnerAdmin, PartnerServiceGrpc::newBlockingStub)
                .registerContractor(RegisterContractorRequest.newBuilder()
                        .setPartner(world.partner)
                        .setSubject(admin.subject())
                        .setDisplayName("Annotator")
                        .build());
        freeze();
        assertThat(Clients.as(admin, PartnerServiceGrpc::newBlockingStub)
                        .listPartners(
                                ListPartnersRequest.newBuilder().setPageSize(1).build())
                        .getPartnersList())
                .hasSize(1);
    }

    @Test
    void shouldGiveNoPartnerToWhoIsInTheGroupsOfTwo() {
        var both = Clients.newUser(List.of("partner-admin"), List.of(world.partner, new World().partner));
        assertThat(Errors.reason(catchThrowable(() -> listContractors(both)))).isEqualTo("ROLE_REQUIRED");
    }

    @Test
    void shouldGiveNoPartnerToWhoIsInAGroupOfItsNameElsewhere() {
        var name = world.partner.substring("partners/".length());
        var elsewhere = Clients.newUser(List.of("partner-admin"), List.of(name, "teams/" + name));
        assertThat(Errors.reason(catchThrowable(() -> listContractors(elsewhere))))
                .isEqualTo("ROLE_REQUIRED");
    }

    private void freeze() {
        World.revoke(Selector.newBuilder().setPartner(world.partner));
    }

    private static Stream<DynamicTest> refusals(User caller, String reason) {
        return Rpcs.all().entrySet().stream()
                .map(rpc -> dynamicTest(rpc.getKey(), () -> {
                    var failure = catchThrowable(() -> Rpcs.callEmpty(rpc.getValue(), Clients.channelAs(caller)));
                    assertThat(Status.fromThrowable(failure).getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
                    assertThat(Errors.reason(failure)).isEqualTo(reason);
                }));
    }

    private static void listGrants(User caller) {
        Clients.as(caller, GrantServiceGrpc::newBlockingStub).listGrants(ListGrantsRequest.getDefaultInstance());
    }

    private static void listContractors(User caller) {
        Clients.as(caller, PartnerServiceGrpc::newBlockingStub)
                .listContractors(ListContractorsRequest.getDefaultInstance());
    }
}
