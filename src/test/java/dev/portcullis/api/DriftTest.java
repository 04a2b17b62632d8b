package dev.portcullis.api;

import static dev.portcullis.api.Provisioned.eventually;
import static dev.portcullis.api.Provisioned.told;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.local.PortcullisTestResource;
import dev.portcullis.v1.AuditServiceGrpc;
import dev.portcullis.v1.Contractor;
import dev.portcullis.v1.Event;
import dev.portcullis.v1.EventType;
import dev.portcullis.v1.IdentityDrift;
import dev.portcullis.v1.IdentityDriftKind;
import dev.portcullis.v1.ListEventsRequest;
import dev.portcullis.v1.ListIdentityDriftRequest;
import dev.portcullis.v1.ReconcileIdentitiesRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is done in Keycloak by hand, and found. */
@QuarkusTest
@QuarkusTestResource(PortcullisTestResource.class)
@QuarkusTestResource(value = ProvisioningResource.class, restrictToAnnotatedClass = true)
class DriftTest {

    @BeforeAll
    static void forget() {
        Provisioned.forget();
    }

    @AfterEach
    void mend() {
        TestTurn.goOn();
        ProvisioningResource.relay().up();
    }

    @Test
    void shouldDisableAndRecordWhoCanSignInWithoutAccess() {
        var world = new World();
        Provisioned.revoke(world.contractor);
        told(world.partner, world.contractor.getName());
        Realm.enable(world.user.subject(), true);
        sweep(world.contractor);
        assertThat(Realm.isEnabled(world.user.subject())).isFalse();
        assertThat(closed(world.contractor)).singleElement().satisfies(event -> assertThat(event.getActor())
                .isEqualTo("portcullis"));
        assertThat(drift(world.contractor.getName())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin", "approver", "auditor", "platform"})
    void shouldTakeAwayAndRecordARoleOfTheLabsOwnPeople(String role) {
        var world = new World();
        told(world.partner, world.contractor.getName());
        Realm.giveRole(world.user.subject(), role);
        sweep(world.contractor);
        assertThat(Realm.roles(world.user.subject())).contains("contractor").doesNotContain(role);
        assertThat(Realm.isEnabled(world.user.subject())).isTrue();
        assertThat(closed(world.contractor)).singleElement().satisfies(event -> assertThat(event.getDetailsJson())
                .isEqualTo("{\"role\": \"" + role + "\"}"));
        assertThat(drift(world.contractor.getName())).isEmpty();
    }

    @Test
    void shouldListARoleOfTheLabsOwnPeopleThatComesByAGroup() {
        var world = new World();
        told(world.partner, world.contractor.getName());
        Realm.giveRoleByGroup(world.user.subject(), "admin");
        sweep(world.contractor);
        assertThat(drift(world.contractor.getName()))
                .containsExactly(IdentityDriftKind.IDENTITY_DRIFT_KIND_ROLE_BY_HAND + " admin");
    }

    @Test
    void shouldTakeTheRoleAndTheAccessOfWhomSomebodyHasTakenOutOfTheOrganization() {
        var world = new World();
        told(world.partner, world.contractor.getName());
        Realm.giveRole(world.user.subject(), "admin");
        Realm.removeMember(Names.id(world.partner), world.user.subject());
        Provisioned.revoke(world.contractor);
        told(world.partner, world.contractor.getName());
        assertThat(Realm.isEnabled(world.user.subject())).isFalse();
        sweep(world.contractor);
        assertThat(Realm.roles(world.user.subject())).doesNotContain("admin");
    }

    @Test
    void shouldNotTakeForDriftWhatKeycloakIsYetToBeTold() {
        var world = new World();
        told(world.partner, world.contractor.getName());
        ProvisioningResource.relay().down();
        Provisioned.freeze(world.partner);
        request(world.contractor);
        ProvisioningResource.relay().up();
        ended();
        told(world.partner, world.contractor.getName());
        assertThat(Realm.isEnabled(world.user.subject())).isFalse();
        assertThat(closed(world.contractor)).isEmpty();
    }

    @Test
    void shouldMakeAgainWhatIsGone() {
        var world = new World();
        told(world.partner, world.contractor.getName());
        Realm.removeMember(Names.id(world.partner), world.user.subject());
        Realm.takeRole(world.user.subject(), "contractor");
        sweep(world.contractor);
        assertThat(Realm.organizationsOf(world.user.subject())).containsExactly(Names.id(world.partner));
        assertThat(Realm.roles(world.user.subject())).contains("contractor");
    }

    @Test
    void shouldListWhatItLeaves() {
        var disabled = new World();
        var privileged = new World(disabled.partner);
        var gone = new World(disabled.partner);
        var stranger = Clients.newUser(List.of(), List.of());
        told(
                disabled.partner,
                disabled.contractor.getName(),
                privileged.contractor.getName(),
                gone.contractor.getName());
        Realm.enable(disabled.user.subject(), false);
        Realm.giveRole(privileged.user.subject(), "partner-admin");
        Realm.giveRole(privileged.user.subject(), "realm-management", "view-users");
        Realm.remove(gone.user.subject());
        Realm.addMember(Names.id(disabled.partner), stranger.subject());
        sweep(disabled.contractor);
        assertThat(drift(disabled.contractor.getName()))
                .containsExactly(IdentityDriftKind.IDENTITY_DRIFT_KIND_DISABLED_BY_HAND + " ");
        assertThat(drift(privileged.contractor.getName()))
                .containsExactlyInAnyOrder(
                        IdentityDriftKind.IDENTITY_DRIFT_KIND_ROLE_BY_HAND + " partner-admin",
                        IdentityDriftKind.IDENTITY_DRIFT_KIND_ROLE_BY_HAND + " realm-management/view-users");
        assertThat(drift(gone.contractor.getName()))
                .containsExactly(IdentityDriftKind.IDENTITY_DRIFT_KIND_ACCOUNT_MISSING + " ");
        assertThat(drift(disabled.partner))
                .containsExactly(IdentityDriftKind.IDENTITY_DRIFT_KIND_UNKNOWN_MEMBER + " " + stranger.subject());
        assertThat(Realm.isEnabled(disabled.user.subject())).isFalse();

        Realm.enable(disabled.user.subject(), true);
        sweep(disabled.contractor);
        assertThat(drift(disabled.contractor.getName())).isEmpty();
        assertThat(drift(privileged.contractor.getName())).hasSize(2);
    }

    @Test
    void shouldGoOnWhereItWasInterrupted() {
        var first = new World();
        var second = new World(first.partner);
        told(first.partner, first.contractor.getName(), second.contractor.getName());
        Realm.enable(second.user.subject(), false);
        TestTurn.endAfter(4);
        request(first.contractor);
        eventually(() -> assertThat(TestTurn.hasEnded()).isTrue());
        TestTurn.goOn();
        ended();
        assertThat(drift(second.contractor.getName())).hasSize(1);
    }

    @Test
    void shouldListByPages() {
        var first = new World();
        var second = new World(first.partner);
        told(first.partner, first.contractor.getName(), second.contractor.getName());
        Realm.enable(first.user.subject(), false);
        Realm.enable(second.user.subject(), false);
        sweep(first.contractor);
        var page = Provisioned.identity()
                .listIdentityDrift(
                        ListIdentityDriftRequest.newBuilder().setPageSize(1).build());
        assertThat(page.getDriftsList()).hasSize(1);
        var next = Provisioned.identity()
                .listIdentityDrift(ListIdentityDriftRequest.newBuilder()
                        .setPageToken(page.getNextPageToken())
                        .build());
        assertThat(next.getDriftsList()).isNotEmpty().doesNotContain(page.getDrifts(0));
    }

    static void sweep(Contractor from) {
        request(from);
        ended();
    }

    /** A sweep that begins with a contractor, and so passes over those of other tests. */
    private static void request(Contractor from) {
        Provisioned.store("UPDATE provisioning_worker SET holder = 'another', until = now() + interval '1 hour'");
        Provisioned.identity().reconcileIdentities(ReconcileIdentitiesRequest.getDefaultInstance());
        Provisioned.store("UPDATE identity_sweep SET begun_at = now(), ended_at = NULL, looked_at = 0, position ="
                + " 'contractors/' || (SELECT coalesce(max(id), '') FROM contractors WHERE id < '"
                + Names.id(from.getName()) + "')");
        Provisioned.store("UPDATE provisioning_worker SET until = 'epoch'");
    }

    private static void ended() {
        eventually(() -> assertThat(Provisioned.identity()
                        .listIdentityDrift(ListIdentityDriftRequest.getDefaultInstance())
                        .getLastSweep()
                        .hasEndedAt())
                .isTrue());
    }

    private static List<String> drift(String subject) {
        return listed(subject).map(DriftTest::text).toList();
    }

    static Stream<IdentityDrift> listed(String subject) {
        return Provisioned.identity()
                .listIdentityDrift(
                        ListIdentityDriftRequest.newBuilder().setPageSize(1000).build())
                .getDriftsList()
                .stream()
                .filter(drift -> drift.getSubject().equals(subject));
    }

    private static String text(IdentityDrift drift) {
        return drift.getKind() + " " + drift.getDetail();
    }

    static List<Event> closed(Contractor contractor) {
        return Clients.with("auditor", AuditServiceGrpc::newBlockingStub)
                .listEvents(ListEventsRequest.newBuilder()
                        .setContractor(contractor.getName())
                        .addTypes(EventType.EVENT_TYPE_IDENTITY_DRIFT_CLOSED)
                        .build())
                .getEventsList();
    }
}
