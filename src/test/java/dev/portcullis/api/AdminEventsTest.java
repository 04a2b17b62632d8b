package dev.portcullis.api;

import static dev.portcullis.api.Provisioned.eventually;
import static dev.portcullis.api.Provisioned.told;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.local.PortcullisTestResource;
import dev.portcullis.v1.IdentityDrift;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is done in Keycloak by hand, and found without a sweep, as the realm keeps what admins do. */
@QuarkusTest
@QuarkusTestResource(PortcullisTestResource.class)
@QuarkusTestResource(
        value = ProvisioningResource.class,
        restrictToAnnotatedClass = true,
        initArgs = @ResourceArg(name = "portcullis.keycloak.admin-events-every", value = "PT1S"))
class AdminEventsTest {

    private static final String VIEW_EVENTS = "view-events";

    @BeforeAll
    static void keep() {
        Provisioned.forget();
        Realm.keepAdminEvents(true);
    }

    @AfterAll
    static void keepNoMore() {
        Realm.keepAdminEvents(false);
    }

    @Test
    void shouldDisableAgainWhomSomebodyEnables() {
        Realm.with(VIEW_EVENTS, () -> {
            var world = new World();
            Provisioned.revoke(world.contractor);
            told(world.partner, world.contractor.getName());
            Realm.enable(world.user.subject(), true);
            eventually(() -> assertThat(Realm.isEnabled(world.user.subject())).isFalse());
            eventually(() -> assertThat(DriftTest.closed(world.contractor)).hasSize(1));
        });
    }

    @Test
    void shouldDisableAgainTheClientThatSomebodyEnables() throws Exception {
        var clientId = "bot-" + UUID.randomUUID();
        var contractor = Provisioned.workload(Provisioned.partner(), clientId, new WorkloadKey());
        Realm.with(VIEW_EVENTS, () -> {
            Provisioned.subject(contractor);
            told(contractor.getName());
            Provisioned.revoke(contractor);
            told(contractor.getName());
            Realm.enableClient(clientId, true);
            eventually(() -> assertThat(Realm.client(clientId).get("enabled").asBoolean())
                    .isFalse());
            eventually(() -> assertThat(DriftTest.closed(contractor)).hasSize(1));
        });
    }

    @Test
    void shouldTakeAwayARoleOfTheLabsOwnPeople() {
        Realm.with(VIEW_EVENTS, () -> {
            var world = new World();
            told(world.partner, world.contractor.getName());
            Realm.giveRole(world.user.subject(), "auditor");
            eventually(() -> assertThat(Realm.roles(world.user.subject())).doesNotContain("auditor"));
        });
    }

    @Test
    void shouldListWhoIsMadeAMember() {
        Realm.with(VIEW_EVENTS, () -> {
            var world = new World();
            told(world.partner, world.contractor.getName());
            var stranger = Clients.newUser(List.of(), List.of()).subject();
            Realm.addMember(Names.id(world.partner), stranger);
            eventually(() -> assertThat(DriftTest.listed(world.partner).map(IdentityDrift::getDetail))
                    .containsExactly(stranger));
        });
    }

    @Test
    void shouldSweepAllTheSameWithoutTheRightToReadThem() {
        var world = new World();
        told(world.partner, world.contractor.getName());
        Provisioned.revoke(world.contractor);
        told(world.partner, world.contractor.getName());
        Realm.enable(world.user.subject(), true);
        DriftTest.sweep(world.contractor);
        assertThat(Realm.isEnabled(world.user.subject())).isFalse();
    }

    @Test
    void shouldSweepAllTheSameWhenAClientHasTheMarkOfAContractorThatThereIsNot() {
        Realm.with(VIEW_EVENTS, () -> {
            var world = new World();
            Provisioned.revoke(world.contractor);
            told(world.partner, world.contractor.getName());
            Realm.makeMarkedClient(
                    "stray-" + UUID.randomUUID(), UUID.randomUUID().toString());
            Realm.enable(world.user.subject(), true);
            eventually(() -> assertThat(Realm.isEnabled(world.user.subject())).isFalse());
            DriftTest.sweep(world.contractor);
        });
    }
}
