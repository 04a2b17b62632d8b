package dev.portcullis.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.local.LocalPostgres;
import dev.portcullis.local.PortcullisTestResource;
import dev.portcullis.v1.Contractor;
import dev.portcullis.v1.CreatePartnerRequest;
import dev.portcullis.v1.GetContractorRequest;
import dev.portcullis.v1.IdentityServiceGrpc;
import dev.portcullis.v1.IdentityServiceGrpc.IdentityServiceBlockingStub;
import dev.portcullis.v1.ListProvisioningTasksRequest;
import dev.portcullis.v1.Person;
import dev.portcullis.v1.ProvisioningTask;
import dev.portcullis.v1.RegisterContractorRequest;
import dev.portcullis.v1.Selector;
import dev.portcullis.v1.Workload;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.core.ThrowingRunnable;

/** Partners and contractors that are to be told to Keycloak, and what is left of that. */
final class Provisioned {

    static final Duration LONG = Duration.ofMinutes(2);

    private Provisioned() {}

    /** Drops what other tests have left to tell. */
    static void forget() {
        store("DELETE FROM outbox");
        store("DELETE FROM provisioning_tasks");
    }

    static IdentityServiceBlockingStub identity() {
        return Clients.with("admin", IdentityServiceGrpc::newBlockingStub);
    }

    /** A new partner. */
    static String partner() {
        return World.partners()
                .createPartner(CreatePartnerRequest.newBuilder()
                        .setPartnerId("p" + UUID.randomUUID())
                        .setDisplayName("Acme")
                        .build())
                .getPartner()
                .getName();
    }

    static String email() {
        return "a" + UUID.randomUUID() + "@example.com";
    }

    static Contractor person(String partner, String email) {
        return register(
                partner,
                RegisterContractorRequest.newBuilder()
                        .setPerson(Person.newBuilder().setEmail(email)));
    }

    static Contractor workload(String partner, String clientId, WorkloadKey key) {
        return register(
                partner,
                RegisterContractorRequest.newBuilder()
                        .setWorkload(Workload.newBuilder().setClientId(clientId).setPublicJwk(key.jwk())));
    }

    private static Contractor register(String partner, RegisterContractorRequest.Builder request) {
        return World.partners()
                .registerContractor(
                        request.setPartner(partner).setDisplayName("Annotator").build())
                .getContractor();
    }

    static Contractor now(Contractor contractor) {
        return World.partners()
                .getContractor(GetContractorRequest.newBuilder()
                        .setName(contractor.getName())
                        .build())
                .getContractor();
    }

    /** The subject that a contractor gets. */
    static String subject(Contractor contractor) {
        eventually(() -> assertThat(now(contractor).getSubject()).isNotEmpty());
        return now(contractor).getSubject();
    }

    static void freeze(String partner) {
        World.revoke(Selector.newBuilder().setPartner(partner));
    }

    static void revoke(Contractor contractor) {
        World.revoke(Selector.newBuilder().setContractor(contractor.getName()));
    }

    static void reinstate(Contractor contractor) {
        Reinstating.reinstate(Reinstating.target().setContractor(contractor.getName()));
    }

    static List<ProvisioningTask> tasks() {
        return identity()
                .listProvisioningTasks(ListProvisioningTasksRequest.newBuilder()
                        .setPageSize(1000)
                        .build())
                .getProvisioningTasksList();
    }

    static List<ProvisioningTask> tasks(String subject) {
        return tasks().stream()
                .filter(task -> task.getSubject().equals(subject))
                .toList();
    }

    /** Waits until Keycloak was told of these. */
    static void told(String... subjects) {
        eventually(() -> {
            assertThat(waiting()).isZero();
            for (var subject : subjects) {
                assertThat(tasks(subject)).isEmpty();
            }
        });
    }

    /** Whether Keycloak was told of it. */
    static boolean isTold(String subject) throws SQLException {
        return waiting() == 0 && tasks(subject).isEmpty();
    }

    static void eventually(ThrowingRunnable holds) {
        await().atMost(LONG).pollInterval(Duration.ofMillis(100)).untilAsserted(holds);
    }

    /** How many changes have not become tasks yet. */
    static long waiting() throws SQLException {
        return PortcullisTestResource.postgres().number("SELECT count(*) FROM outbox");
    }

    /** Does something to the store that no caller can. */
    static void store(String sql) {
        try (var owner = PortcullisTestResource.postgres().connect(LocalPostgres.OWNER);
                var statement = owner.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Has Keycloak told of it once more, as if it had not been. */
    static void deliverAgain(String subject) {
        store("INSERT INTO outbox SELECT max(revision), '" + subject
                + "', false FROM change_log ON CONFLICT DO NOTHING");
    }
}
