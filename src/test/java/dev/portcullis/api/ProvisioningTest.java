package dev.portcullis.api;

import static dev.portcullis.api.Provisioned.eventually;
import static dev.portcullis.api.Provisioned.told;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.util.Timestamps;
import dev.portcullis.identity.keycloak.Right;
import dev.portcullis.local.KeycloakAdmin.User;
import dev.portcullis.local.PortcullisTestResource;
import dev.portcullis.v1.AuditServiceGrpc;
import dev.portcullis.v1.Contractor;
import dev.portcullis.v1.CreatePartnerRequest;
import dev.portcullis.v1.Effect;
import dev.portcullis.v1.EventType;
import dev.portcullis.v1.GrantServiceGrpc;
import dev.portcullis.v1.IssuedBefore;
import dev.portcullis.v1.ListEventsRequest;
import dev.portcullis.v1.ListGrantsRequest;
import dev.portcullis.v1.ListProvisioningTasksRequest;
import dev.portcullis.v1.ProvisioningTaskState;
import dev.portcullis.v1.RetryProvisioningTaskRequest;
import dev.portcullis.v1.Selector;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a real Keycloak is told of partners and contractors, whatever fails meanwhile. */
@QuarkusTest
@QuarkusTestResource(PortcullisTestResource.class)
@QuarkusTestResource(value = ProvisioningResource.class, restrictToAnnotatedClass = true)
class ProvisioningTest {

    private static final Duration WHILE = Duration.ofSeconds(2);
    private static final Duration LEASE = Duration.ofSeconds(2);

    @BeforeAll
    static void forget() {
        Provisioned.forget();
    }

    @AfterEach
    void mend() {
        TestTurn.goOn();
        ProvisioningResource.relay().up();
        Provisioned.store("UPDATE provisioning_worker SET until = 'epoch' WHERE holder = 'another'");
    }

    @Test
    void shouldMakeAnOrganizationOfAPartner() {
        var id = "p" + UUID.randomUUID();
        World.partners()
                .createPartner(CreatePartnerRequest.newBuilder()
                        .setPartnerId(id)
                        .setDisplayName("Acme Inc.")
                        .setDomain(id + ".example.com")
                        .build());
        eventually(() -> assertThat(Realm.organizations(id)).singleElement().satisfies(organization -> {
            assertThat(organization.get("alias").asText()).isEqualTo(id);
            assertThat(organization.get("enabled").asBoolean()).isTrue();
            assertThat(organization.at("/domains/0/name").asText()).isEqualTo(id + ".example.com");
            assertThat(organization.at("/attributes/display_name/0").asText()).isEqualTo("Acme Inc.");
        }));
    }

    @Test
    void shouldMakeTheAccountOfAPersonAndGiveItsSubject() {
        var partner = Provisioned.partner();
        var email = Provisioned.email();
        var contractor = Provisioned.person(partner, email);
        assertThat(contractor.getSubject()).isEmpty();
        var subject = Provisioned.subject(contractor);
        told(contractor.getName());
        assertThat(Realm.users(email)).singleElement().satisfies(user -> {
            assertThat(user.get("id").asText()).isEqualTo(subject);
            assertThat(user.get("enabled").asBoolean()).isTrue();
            assertThat(user.get("requiredActions"))
                    .extracting(action -> action.asText())
                    .containsExactlyInAnyOrder("UPDATE_PASSWORD", "CONFIGURE_TOTP");
        });
        assertThat(Realm.roles(subject)).contains("contractor");
        assertThat(Realm.organizationsOf(subject)).containsExactly(Names.id(partner));
        assertThat(events(contractor, EventType.EVENT_TYPE_CONTRACTOR_PROVISIONED))
                .singleElement()
                .satisfies(event -> assertThat(event).contains(subject));
    }

    @Test
    void shouldLinkTheAccountThatIsThere() {
        var user = Clients.newUser(List.of(), List.of());
        var contractor = Provisioned.person(Provisioned.partner(), user.name() + "@example.com");
        assertThat(Provisioned.subject(contractor)).isEqualTo(user.subject());
        told(contractor.getName());
        assertThat(Realm.roles(user.subject())).contains("contractor");
    }

    @Test
    void shouldNotGiveTwoContractorsOneAccount() {
        var user = Clients.newUser(List.of(), List.of());
        var partner = Provisioned.partner();
        var first = World.register(partner, user);
        told(first.getName());
        var second = Provisioned.person(partner, user.name() + "@example.com");
        parked(second.getName(), "another contractor's");
        assertThat(Provisioned.now(second).getSubject()).isEmpty();
    }

    @Test
    void shouldLeaveTheAccountAloneOfSomebodyOfTheLabs() {
        var admin = Clients.newUser(List.of("admin"), List.of());
        var partner = Provisioned.partner();
        var bySubject = World.register(partner, admin);
        parked(bySubject.getName(), "has the role admin");
        var byAddress = Provisioned.person(
                partner, Clients.newUser(List.of("auditor"), List.of()).name() + "@example.com");
        parked(byAddress.getName(), "has the role auditor");
        World.revoke(Selector.newBuilder().setPartner(partner));
        told(partner);
        parked(bySubject.getName(), "has the role admin");
        assertThat(Realm.isEnabled(admin.subject())).isTrue();
        assertThat(Realm.roles(admin.subject())).doesNotContain("contractor");
        assertThat(Realm.organizationsOf(admin.subject())).isEmpty();
    }

    @Test
    void shouldGiveNothingToWhoHasNoAccountYet() {
        ProvisioningResource.relay().down();
        var contractor = Provisioned.person(Provisioned.partner(), Provisioned.email());
        var refusal = catchThrowable(() -> Clients.with("admin", GrantServiceGrpc::newBlockingStub)
                .requestAccess(new World()
                        .request(World.dataset())
                        .setContractor(contractor.getName())
                        .build()));
        assertThat(Errors.reason(refusal)).isEqualTo("CONTRACTOR_NOT_PROVISIONED");
    }

    @Test
    void shouldMakeAClientForAWorkloadThatSignsInByItsKeyUntilItIsRevoked() throws Exception {
        var clientId = "bot-" + UUID.randomUUID();
        var key = new WorkloadKey();
        var contractor = Provisioned.workload(Provisioned.partner(), clientId, key);
        var subject = Provisioned.subject(contractor);
        told(contractor.getName());
        var token = Realm.token(key.form(clientId)).path("access_token").asText();
        var grants = Clients.bearing(token, GrantServiceGrpc::newBlockingStub)
                .listGrants(ListGrantsRequest.getDefaultInstance());
        assertThat(grants.getGrantsList()).isEmpty();
        assertThat(Realm.roles(subject)).contains("contractor");

        Provisioned.revoke(contractor);
        eventually(() -> {
            assertThat(Realm.token(key.form(clientId)).path("error").asText()).isEqualTo("invalid_client");
            assertThat(Realm.client(clientId).get("notBefore").asLong()).isPositive();
        });
    }

    @Test
    void shouldLeaveAClientAloneThatIsNotTheContractors() throws Exception {
        var contractor = Provisioned.workload(Provisioned.partner(), "realm-management", new WorkloadKey());
        parked(contractor.getName(), "not the contractor's");
        Provisioned.revoke(contractor);
        parked(contractor.getName(), "not the contractor's");
        assertThat(Realm.client("realm-management").get("enabled").asBoolean()).isTrue();
    }

    @Test
    void shouldCutAtOnceWhileKeycloakIsGoneAndTellItWhenItIsBack() throws Exception {
        var world = new World();
        var asset = World.dataset();
        var secret = world.issue(world.grant(world.request(asset))).getSecret();
        told(world.partner, world.contractor.getName());
        PortcullisTestResource.keycloak().admin().token(world.user);
        assertThat(Realm.sessions(world.user.subject())).isPositive();

        ProvisioningResource.relay().down();
        Provisioned.freeze(world.partner);
        assertThat(World.check(secret, asset).getEffect()).isEqualTo(Effect.EFFECT_DENY);
        eventually(() -> assertThat(Provisioned.tasks(world.partner))
                .singleElement()
                .satisfies(task -> assertThat(task.getError()).contains("did not answer")));
        assertThat(Realm.isEnabled(world.user.subject())).isTrue();

        ProvisioningResource.relay().up();
        told(world.partner, world.contractor.getName());
        assertThat(Realm.isEnabled(world.user.subject())).isFalse();
        assertThat(Realm.sessions(world.user.subject())).isZero();
        assertThat(Realm.organizations(Names.id(world.partner))).singleElement().satisfies(organization -> assertThat(
                        organization.get("enabled").asBoolean())
                .isFalse());
    }

    @Test
    void shouldEndTheSessionsOfAllWhenWhatWasIssuedToAllIsCut() throws Exception {
        var worlds = List.of(new World(), new World());
        for (var world : worlds) {
            told(world.partner, world.contractor.getName());
            PortcullisTestResource.keycloak().admin().token(world.user);
            assertThat(Realm.sessions(world.user.subject())).isPositive();
        }
        World.revoke(Selector.newBuilder()
                .setIssuedBefore(IssuedBefore.newBuilder()
                        .setEverything(true)
                        .setBefore(Timestamps.fromMillis(Instant.now().toEpochMilli()))));
        for (var world : worlds) {
            told(world.partner, world.contractor.getName());
            assertThat(Realm.sessions(world.user.subject())).isZero();
            assertThat(Realm.isEnabled(world.user.subject())).isTrue();
            PortcullisTestResource.keycloak().admin().token(world.user);
        }
    }

    @Test
    void shouldTellKeycloakOfACutOnceItHoldsOnEveryReplica() {
        var world = new World();
        told(world.partner, world.contractor.getName());
        Provisioned.store("INSERT INTO replicas (id, applied_revision, renewals) VALUES ('silent', 0, 0)");
        var before = System.nanoTime();
        var revoke = CompletableFuture.runAsync(() -> Provisioned.revoke(world.contractor));
        eventually(() -> assertThat(Realm.isEnabled(world.user.subject())).isFalse());
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(LEASE);
        revoke.join();
    }

    @Test
    void shouldTellFirstWhatTakesAway() {
        var world = new World();
        told(world.partner, world.contractor.getName());
        ProvisioningResource.relay().down();
        var partner = Provisioned.partner();
        var others = IntStream.range(0, 20)
                .mapToObj(i -> Provisioned.person(partner, Provisioned.email()).getName())
                .collect(Collectors.toSet());
        Provisioned.revoke(world.contractor);
        ProvisioningResource.relay().up();
        await().atMost(Provisioned.LONG).pollDelay(Duration.ZERO).until(() -> !Realm.isEnabled(world.user.subject()));
        assertThat(Provisioned.tasks())
                .filteredOn(task -> others.contains(task.getSubject()))
                .hasSizeGreaterThan(10);
    }

    @Test
    void shouldWaitLongerEachTimeAndParkNothingThatKeycloakNeverRefused() {
        ProvisioningResource.relay().down();
        var contractor = Provisioned.person(Provisioned.partner(), Provisioned.email());
        eventually(() -> assertThat(Provisioned.tasks()).anySatisfy(task -> {
            assertThat(task.getAttempts()).isGreaterThan(10);
            // Half of 50, 100, 200 and 400 ms, then of 500 ms each time.
            assertThat(Duration.between(Names.instant(task.getCreatedAt()), Instant.now()))
                    .isGreaterThan(Duration.ofMillis(375 + 250 * (task.getAttempts() - 5)));
        }));
        eventually(() -> assertThat(metrics())
                .containsPattern("portcullis_provisioning_queue [1-9]")
                .containsPattern("portcullis_provisioning_oldest_seconds [0-9.]*[1-9]"));
        ProvisioningResource.relay().up();
        Provisioned.subject(contractor);
    }

    @Test
    void shouldGiveBackToWhomAThawNamesAndToNobodyElse() {
        var named = new World();
        var other = new World(named.partner);
        var byHand = new World(named.partner);
        told(named.partner, named.contractor.getName(), other.contractor.getName(), byHand.contractor.getName());
        Realm.enable(byHand.user.subject(), false);
        Provisioned.freeze(named.partner);
        told(named.partner, named.contractor.getName(), other.contractor.getName());
        assertThat(Realm.isEnabled(named.user.subject())).isFalse();

        Reinstating.reinstate(Reinstating.thaw(named, World.dataset()));
        eventually(() -> assertThat(Realm.isEnabled(named.user.subject())).isTrue());
        told(named.partner, named.contractor.getName(), other.contractor.getName());
        assertThat(Realm.isEnabled(other.user.subject())).isFalse();

        Reinstating.reinstate(Reinstating.target().setPartner(named.partner));
        eventually(() -> assertThat(Realm.isEnabled(other.user.subject())).isTrue());
        told(named.partner, byHand.contractor.getName());
        assertThat(Realm.isEnabled(byHand.user.subject())).isFalse();
    }

    @Test
    void shouldTellWhatHoldsAtLastHoweverItCameThere() {
        var cut = new World();
        var back = new World();
        told(cut.contractor.getName(), back.contractor.getName());
        assertThat(token(back.user)).isNotEmpty();

        ProvisioningResource.relay().down();
        Provisioned.revoke(cut.contractor);
        Provisioned.reinstate(cut.contractor);
        Provisioned.revoke(cut.contractor);
        Provisioned.revoke(back.contractor);
        Provisioned.reinstate(back.contractor);
        ProvisioningResource.relay().up();

        told(cut.contractor.getName(), back.contractor.getName());
        assertThat(Realm.isEnabled(cut.user.subject())).isFalse();
        assertThat(Realm.isEnabled(back.user.subject())).isTrue();
        // It was cut in between, and what it had from before is no more.
        assertThat(Realm.sessions(back.user.subject())).isZero();
    }

    @Test
    void shouldMakeOneAccountHoweverOftenItIsTold() {
        var email = Provisioned.email();
        var contractor = Provisioned.person(Provisioned.partner(), email);
        var subject = Provisioned.subject(contractor);
        for (var i = 0; i < 3; i++) {
            Provisioned.deliverAgain(contractor.getName());
            told(contractor.getName());
        }
        assertThat(Realm.users(email)).hasSize(1);
        assertThat(Provisioned.now(contractor).getSubject()).isEqualTo(subject);
    }

    /** A person's account takes a dozen calls. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13})
    void shouldEndWellWhereverItWasInterrupted(int calls) {
        var partner = Provisioned.partner();
        told(partner);
        var email = Provisioned.email();
        TestTurn.endAfter(calls);
        var contractor = Provisioned.person(partner, email);
        interrupted(contractor);
        var subject = Provisioned.subject(contractor);
        told(contractor.getName());
        assertThat(Realm.users(email)).hasSize(1);
        assertThat(Realm.roles(subject)).contains("contractor");
        assertThat(Realm.organizationsOf(subject)).containsExactly(Names.id(partner));

        TestTurn.endAfter(calls);
        Provisioned.revoke(contractor);
        interrupted(contractor);
        told(contractor.getName());
        assertThat(Realm.isEnabled(subject)).isFalse();

        TestTurn.endAfter(calls);
        Provisioned.reinstate(contractor);
        interrupted(contractor);
        told(contractor.getName());
        assertThat(Realm.isEnabled(subject)).isTrue();
    }

    @Test
    void shouldParkWhatIsRefusedTooOftenNameTheRoleAndGoOnWhenItIsRetried() throws Exception {
        var partner = Provisioned.partner();
        told(partner);
        var contractors = new Contractor[1];
        Realm.without("manage-users", () -> {
            contractors[0] = Provisioned.person(partner, Provisioned.email());
            parked(contractors[0].getName(), "realm-management the role manage-users");
            eventually(() -> assertThat(metrics()).containsPattern("portcullis_provisioning_parked [1-9]"));
        });
        var contractor = contractors[0];
        var task = Provisioned.tasks(contractor.getName()).get(0);
        var retry = RetryProvisioningTaskRequest.newBuilder()
                .setName(task.getName())
                .setRequestId(UUID.randomUUID().toString())
                .build();
        var retried = Provisioned.identity().retryProvisioningTask(retry);
        assertThat(retried.getProvisioningTask().getState())
                .isEqualTo(ProvisioningTaskState.PROVISIONING_TASK_STATE_PENDING);
        Provisioned.subject(contractor);
        assertThat(Provisioned.identity().retryProvisioningTask(retry)).isEqualTo(retried);
        assertThat(events(contractor, EventType.EVENT_TYPE_PROVISIONING_RETRIED))
                .hasSize(1);
        told(contractor.getName());
        assertThat(Errors.reason(catchThrowable(() -> Provisioned.identity()
                        .retryProvisioningTask(
                                retry.toBuilder().clearRequestId().build()))))
                .isEqualTo("PROVISIONING_TASK_NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(strings = {"manage-users", "manage-clients", "manage-organizations"})
    void shouldNameTheRoleThatIsMissing(String role) {
        Realm.without(role, () -> {
            var partner = Provisioned.partner();
            var contractor = contractorThatNeeds(role, partner);
            parked(contractor.getName(), role);
        });
    }

    @Test
    void shouldNeedNoRoleThatIsNotListed() {
        assertThat(Realm.serviceRoles())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Right.values())
                        .filter(Right::isAlwaysNeeded)
                        .map(Right::role)
                        .toList());
    }

    @Test
    void shouldUseTheSecretThatTheFileHasNow() throws IOException {
        var right = Files.readString(ProvisioningResource.secret());
        Files.writeString(ProvisioningResource.secret(), "not-the-secret");
        try {
            var contractor = Provisioned.person(Provisioned.partner(), Provisioned.email());
            eventually(() -> assertThat(Provisioned.tasks())
                    .anySatisfy(task -> assertThat(task.getError()).contains("does not accept the secret")));
            Files.writeString(ProvisioningResource.secret(), right);
            Provisioned.subject(contractor);
        } finally {
            Files.writeString(ProvisioningResource.secret(), right);
        }
    }

    @Test
    void shouldLeaveItToTheOneWhoseTurnItIs() {
        Provisioned.store("UPDATE provisioning_worker SET holder = 'another', until = now() + interval '1 hour'");
        var partner = Provisioned.partner();
        await().during(WHILE).atMost(Provisioned.LONG).until(() -> Realm.organizations(Names.id(partner))
                .isEmpty());
        Provisioned.store("UPDATE provisioning_worker SET until = now()");
        told(partner);
        assertThat(Realm.organizations(Names.id(partner))).hasSize(1);
    }

    @Test
    void shouldListWhatIsLeftByPagesAndStates() {
        ProvisioningResource.relay().down();
        var partner = Provisioned.partner();
        Provisioned.person(partner, Provisioned.email());
        eventually(() -> assertThat(Provisioned.tasks()).hasSizeGreaterThan(1));
        var first = Provisioned.identity()
                .listProvisioningTasks(ListProvisioningTasksRequest.newBuilder()
                        .setPageSize(1)
                        .setState(ProvisioningTaskState.PROVISIONING_TASK_STATE_PENDING)
                        .build());
        assertThat(first.getProvisioningEnabled()).isTrue();
        assertThat(first.getProvisioningTasksList()).hasSize(1);
        var second = Provisioned.identity()
                .listProvisioningTasks(ListProvisioningTasksRequest.newBuilder()
                        .setPageSize(1)
                        .setState(ProvisioningTaskState.PROVISIONING_TASK_STATE_PENDING)
                        .setPageToken(first.getNextPageToken())
                        .build());
        assertThat(second.getProvisioningTasks(0).getName())
                .isGreaterThan(first.getProvisioningTasks(0).getName());
    }

    /** Waits until the turn was over before a call, or all was done without one more; then goes on. */
    private static void interrupted(Contractor contractor) {
        eventually(() -> assertThat(TestTurn.hasEnded() || Provisioned.isTold(contractor.getName()))
                .isTrue());
        TestTurn.goOn();
    }

    private static void parked(String subject, String error) {
        eventually(() -> assertThat(Provisioned.tasks(subject)).singleElement().satisfies(task -> {
            assertThat(task.getState()).isEqualTo(ProvisioningTaskState.PROVISIONING_TASK_STATE_PARKED);
            assertThat(task.getAttempts()).isEqualTo(3);
            assertThat(task.getError()).contains(error);
        }));
    }

    private static Contractor contractorThatNeeds(String role, String partner) {
        try {
            return role.equals("manage-clients")
                    ? Provisioned.workload(partner, "bot-" + UUID.randomUUID(), new WorkloadKey())
                    : Provisioned.person(partner, Provisioned.email());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String token(User user) {
        try {
            return PortcullisTestResource.keycloak().admin().token(user);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> events(Contractor contractor, EventType type) {
        return Clients.with("auditor", AuditServiceGrpc::newBlockingStub)
                .listEvents(ListEventsRequest.newBuilder()
                        .setContractor(contractor.getName())
                        .addTypes(type)
                        .build())
                .getEventsList()
                .stream()
                .map(event -> event.getDetailsJson())
                .toList();
    }

    private static String metrics() throws IOException, InterruptedException {
        var port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/metrics"))
                                .build(),
                        BodyHandlers.ofString())
                .body()
                .lines()
                .filter(line -> line.startsWith("portcullis_provisioning"))
                .collect(Collectors.joining("\n"));
    }
}
