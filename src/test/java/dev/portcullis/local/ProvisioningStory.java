package dev.portcullis.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.Message;
import dev.portcullis.local.KeycloakAdmin.User;
import dev.portcullis.v1.ApproveReinstatementResponse;
import dev.portcullis.v1.PartnerServiceGrpc;
import dev.portcullis.v1.Person;
import dev.portcullis.v1.ProposeReinstatementResponse;
import dev.portcullis.v1.RegisterContractorRequest;
import dev.portcullis.v1.RegisterContractorResponse;
import dev.portcullis.v1.ReinstatementTarget;
import dev.portcullis.v1.Selector;
import dev.portcullis.v1.Thaw;
import dev.portcullis.v1.Workload;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What becomes of a partner, a person and a workload in Portcullis, from the first to the last; and after each step, once Keycloak
 * was told, what it must have. A call that is broken off is made again, with the same id.
 */
final class ProvisioningStory {

    private static final Duration LONG = Duration.ofMinutes(5);

    private final SignedIn calls;
    private final RealmView realm;
    private final Told told;
    private final String asset;
    private final String id = "p" + UUID.randomUUID();
    private final String partner = "partners/" + id;
    private final String email = id + "@example.com";
    private final String clientId = "bot-" + id;
    private String person;
    private String workload;

    /** @param asset one that there is */
    ProvisioningStory(SignedIn calls, RealmView realm, Told told, String asset) {
        this.calls = calls;
        this.realm = realm;
        this.told = told;
        this.asset = asset;
    }

    /** Makes a call as its caller. */
    interface SignedIn {

        RepeatableCall.Outcome make(RepeatableCall<?, ?> call);

        User admin();

        User secondAdmin();
    }

    /** Whether nothing is left to tell Keycloak. */
    interface Told {
        boolean everything() throws Exception;
    }

    /** A step of it. */
    interface Step {
        void run() throws Exception;
    }

    /** The steps, in their order. */
    Map<String, Step> steps() {
        var steps = new LinkedHashMap<String, Step>();
        steps.put("partner created", this::create);
        steps.put("person registered", this::registerPerson);
        steps.put("workload registered", this::registerWorkload);
        steps.put("partner frozen", this::freeze);
        steps.put("person thawed", this::thaw);
        steps.put("partner reinstated", this::reinstate);
        steps.put("person revoked", this::revoke);
        return steps;
    }

    private void create() throws Exception {
        change(mutations().createPartner(id, next()));
        awaitTold();
        realm.hasOrganization(id, true);
    }

    private void registerPerson() throws Exception {
        person = register(RegisterContractorRequest.newBuilder()
                .setPerson(Person.newBuilder().setEmail(email)));
        awaitTold();
        realm.hasPerson(email, id, subject(person), true);
        realm.signIn(email);
    }

    private void registerWorkload() throws Exception {
        workload = register(RegisterContractorRequest.newBuilder()
                .setWorkload(
                        Workload.newBuilder().setClientId(clientId).setJwksUrl("https://" + id + ".example.com/jwks")));
        awaitTold();
        realm.hasClient(clientId, id, subject(workload), true);
    }

    private void freeze() throws Exception {
        change(mutations().revoke(Selector.newBuilder().setPartner(partner), next()));
        awaitTold();
        has(false, false, false);
        realm.hasNoSession(email);
        realm.hasNotBefore(clientId);
    }

    private void thaw() throws Exception {
        giveBack(ReinstatementTarget.newBuilder()
                .setThaw(Thaw.newBuilder()
                        .setPartner(partner)
                        .addContractors(person)
                        .addAssets(asset))
                .build());
        awaitTold();
        has(true, true, false);
        realm.signIn(email);
    }

    private void reinstate() throws Exception {
        giveBack(ReinstatementTarget.newBuilder().setPartner(partner).build());
        awaitTold();
        has(true, true, true);
    }

    private void revoke() throws Exception {
        change(mutations().revoke(Selector.newBuilder().setContractor(person), next()));
        awaitTold();
        has(true, false, true);
        realm.hasNoSession(email);
    }

    private void has(boolean organization, boolean personEnabled, boolean clientEnabled) throws Exception {
        realm.hasOrganization(id, organization);
        realm.hasPerson(email, id, subject(person), personEnabled);
        realm.hasClient(clientId, id, subject(workload), clientEnabled);
    }

    private String register(RegisterContractorRequest.Builder request) {
        var call = new RepeatableCall<>(
                calls.admin(),
                PartnerServiceGrpc.getRegisterContractorMethod(),
                request.setPartner(partner)
                        .setDisplayName("Annotator")
                        .setRequestId(next())
                        .build());
        return ((RegisterContractorResponse) change(call)).getContractor().getName();
    }

    private void giveBack(ReinstatementTarget target) {
        var proposed = (ProposeReinstatementResponse) change(mutations().proposeReinstatement(target, next()));
        var approved = change(mutations()
                .approveReinstatement(
                        calls.secondAdmin(), proposed.getReinstatement().getName(), next()));
        assertThat(approved).isInstanceOf(ApproveReinstatementResponse.class);
    }

    private String subject(String contractor) {
        return realm.subject(contractor);
    }

    private Message change(RepeatableCall<?, ?> call) {
        var outcome = new AtomicReference<RepeatableCall.Outcome>();
        await().atMost(LONG).pollDelay(Duration.ZERO).until(() -> {
            outcome.set(calls.make(call));
            return !outcome.get().isBroken();
        });
        return outcome.get().answer().orElseThrow(() -> new AssertionError(outcome.get()));
    }

    private void awaitTold() {
        await().atMost(LONG)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(50))
                .until(told::everything);
    }

    private MutationCalls mutations() {
        return new MutationCalls(calls.admin());
    }

    private static String next() {
        return UUID.randomUUID().toString();
    }
}
