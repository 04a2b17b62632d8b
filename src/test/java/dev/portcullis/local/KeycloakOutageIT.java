package dev.portcullis.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.Message;
import dev.portcullis.local.KeycloakAdmin.User;
import dev.portcullis.v1.AccessQuestion;
import dev.portcullis.v1.AccessServiceGrpc;
import dev.portcullis.v1.Action;
import dev.portcullis.v1.ApproveRequestResponse;
import dev.portcullis.v1.CheckRequest;
import dev.portcullis.v1.Effect;
import dev.portcullis.v1.IssueCredentialResponse;
import dev.portcullis.v1.RegisterContractorResponse;
import dev.portcullis.v1.RequestAccessResponse;
import dev.portcullis.v1.RevokeResponse;
import dev.portcullis.v1.Selector;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Keycloak is gone for a while in which a partner is frozen: on the packaged service, as it is set up by itself. */
@TestInstance(Lifecycle.PER_CLASS)
class KeycloakOutageIT {

    private static final Duration OUTAGE =
            Duration.ofSeconds(Integer.getInteger("portcullis.provisioning.outage-seconds", 30));

    private static final Duration LONG = Duration.ofMinutes(5);

    /** Nothing is settled by a slow machine: a call that waited for Keycloak would take 5 s, or as long as the outage. */
    private static final Duration PROMPT = Duration.ofSeconds(4);

    @TempDir
    static Path data;

    private ProvisioningSite site;

    @BeforeAll
    void start() throws Exception {
        // One refusal is enough to park a task: so none is.
        site = new ProvisioningSite(data, Map.of("portcullis.keycloak.refusals", "1"));
    }

    @AfterAll
    void stop() throws Exception {
        site.close();
    }

    /** A partner whose contractor has a credential. */
    private record Holding(String partner, String contractor, User user, String secret) {}

    @Test
    void shouldCutAtOnceGoOnAndTellKeycloakOnceItIsBack() throws Exception {
        var frozen = holding();
        var other = holding();
        await().atMost(LONG).until(site::isToldAll);
        assertThat(check(frozen)).isEqualTo(Effect.EFFECT_ALLOW);
        assertThat(check(other)).isEqualTo(Effect.EFFECT_ALLOW);

        site.killKeycloak();
        var begun = System.nanoTime();
        answer(calls().revoke(Selector.newBuilder().setPartner(frozen.partner()), id()), RevokeResponse.class);
        var revoked = System.nanoTime();
        assertThat(check(frozen)).isEqualTo(Effect.EFFECT_DENY);
        var denied = System.nanoTime();
        var slowest = Duration.ZERO;
        var checks = 0;
        while (System.nanoTime() - begun < OUTAGE.toNanos()) {
            var at = System.nanoTime();
            assertThat(check(frozen)).isEqualTo(Effect.EFFECT_DENY);
            assertThat(check(other)).isEqualTo(Effect.EFFECT_ALLOW);
            partner();
            slowest = longer(slowest, Duration.ofNanos(System.nanoTime() - at));
            checks += 2;
            assertThat(site.isToldAll()).isFalse();
            TimeUnit.MILLISECONDS.sleep(500); // at a rate, not for something to happen
        }
        var attempts = site.number("SELECT max(attempts) FROM provisioning_tasks");
        assertThat(attempts).isPositive();

        site.startKeycloak();
        var back = System.nanoTime();
        await().atMost(LONG).pollInterval(Duration.ofMillis(100)).until(() -> !isEnabled(frozen));
        var disabled = System.nanoTime();
        await().atMost(LONG).pollInterval(Duration.ofMillis(100)).until(site::isToldAll);
        var told = System.nanoTime();
        site.realm().hasOrganization(frozen.partner().substring("partners/".length()), false);
        assertThat(isEnabled(frozen)).isFalse();
        assertThat(site.keycloak().get("/users/" + frozen.user().subject() + "/sessions"))
                .isEmpty();
        assertThat(isEnabled(other)).isTrue();
        System.out.printf(
                "Keycloak gone for %d s: Revoke took %d ms, the Check after it denied in %d ms; %d Checks, and a"
                        + " change each two of them, at most %d ms for all three; a task was tried %d times; after"
                        + " Keycloak was back, the user was disabled within %d ms, and all was told within %d ms%n",
                OUTAGE.toSeconds(),
                millis(begun, revoked),
                millis(revoked, denied),
                checks,
                slowest.toMillis(),
                attempts,
                millis(back, disabled),
                millis(back, told));
        assertThat(Duration.ofNanos(denied - begun)).isLessThan(PROMPT);
        assertThat(slowest).isLessThan(PROMPT);
    }

    private Holding holding() throws Exception {
        var partner = partner();
        var user = site.keycloak().createUser("annotator-" + id(), List.of("contractor"), List.of());
        site.signIn(user);
        var contractor = answer(
                        calls().registerContractor(partner, user.subject(), id()), RegisterContractorResponse.class)
                .getContractor()
                .getName();
        var request = answer(
                calls().requestAccess(site.admin(), contractor, List.of(site.asset()), id()),
                RequestAccessResponse.class);
        var grant = answer(
                calls().approveRequest(
                                site.users().get("approver-1"),
                                request.getRequest().getName(),
                                id()),
                ApproveRequestResponse.class);
        var issued = answer(
                calls().issueCredential(user, grant.getRequest().getGrant(), id()), IssueCredentialResponse.class);
        return new Holding(partner, contractor, user, issued.getSecret());
    }

    private String partner() {
        var name = "p" + id();
        var outcome = site.make(calls().createPartner(name, id()));
        assertThat(outcome.answer()).as("%s", outcome).isPresent();
        return "partners/" + name;
    }

    private Effect check(Holding of) {
        return AccessServiceGrpc.newBlockingStub(site.channel("platform-1"))
                .check(CheckRequest.newBuilder()
                        .setQuestion(AccessQuestion.newBuilder()
                                .setCredential(of.secret())
                                .setAction(Action.ACTION_READ)
                                .setAsset(site.asset()))
                        .build())
                .getDecision()
                .getEffect();
    }

    private boolean isEnabled(Holding of) throws Exception {
        return site.keycloak()
                .get("/users/" + of.user().subject())
                .get("enabled")
                .asBoolean();
    }

    private <A extends Message> A answer(RepeatableCall<?, ?> call, Class<A> type) {
        var outcome = site.make(call);
        return type.cast(outcome.answer().orElseThrow(() -> new AssertionError(outcome)));
    }

    private MutationCalls calls() {
        return new MutationCalls(site.admin());
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static long millis(long from, long to) {
        return TimeUnit.NANOSECONDS.toMillis(to - from);
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }
}
