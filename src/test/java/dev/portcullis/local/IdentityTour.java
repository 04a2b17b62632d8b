package dev.portcullis.local;

import dev.portcullis.local.KeycloakAdmin.User;
import dev.portcullis.v1.AuditServiceGrpc;
import dev.portcullis.v1.Contractor;
import dev.portcullis.v1.CredentialServiceGrpc;
import dev.portcullis.v1.EventType;
import dev.portcullis.v1.ExchangeTokenRequest;
import dev.portcullis.v1.ExchangeTokenResponse;
import dev.portcullis.v1.GetContractorRequest;
import dev.portcullis.v1.IdentityServiceGrpc;
import dev.portcullis.v1.ListEventsRequest;
import dev.portcullis.v1.ListProvisioningTasksRequest;
import dev.portcullis.v1.ListProvisioningTasksResponse;
import dev.portcullis.v1.PartnerServiceGrpc;
import dev.portcullis.v1.Person;
import dev.portcullis.v1.ReconcileIdentitiesRequest;
import dev.portcullis.v1.RegisterContractorRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** How a contractor comes into Keycloak, uses that to get a credential, and is kept out again; told in steps of the tour. */
final class IdentityTour {

    private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final SignedIn signedIn;
    private final KeycloakAdmin keycloak;
    private final Steps steps;

    IdentityTour(SignedIn signedIn, KeycloakAdmin keycloak, Steps steps) {
        this.signedIn = signedIn;
        this.keycloak = keycloak;
        this.steps = steps;
    }

    /** A contractor with an account that Portcullis has made in Keycloak. */
    Contractor register(String partner, String username) throws Exception {
        var partners = signedIn.as("admin-1", PartnerServiceGrpc::newBlockingStub);
        return steps.step("admin-1 registers the contractor " + username + ", who is not in Keycloak yet", () -> {
            steps.expect(tasks().getProvisioningEnabled(), "a Portcullis that writes to Keycloak");
            var registered = partners.registerContractor(RegisterContractorRequest.newBuilder()
                            .setPartner(partner)
                            .setPerson(Person.newBuilder().setUsername(username).setEmail(username + "@example.com"))
                            .setDisplayName("Annotator")
                            .build())
                    .getContractor();
            steps.answer("%s of %s", registered.getName(), registered.getPartner());
            var request = GetContractorRequest.newBuilder()
                    .setName(registered.getName())
                    .build();
            eventually(
                    "an account of the contractor",
                    () -> !partners.getContractor(request)
                                    .getContractor()
                                    .getSubject()
                                    .isEmpty()
                            && isTold(registered.getName()));
            var contractor = partners.getContractor(request).getContractor();
            var user = keycloak.get("/users/" + contractor.getSubject());
            steps.answer(
                    "Portcullis made its user in Keycloak: %s, member of %s",
                    user.get("username").asText(),
                    keycloak.get("/organizations/members/" + contractor.getSubject() + "/organizations")
                            .findValuesAsText("alias"));
            steps.expect(user.get("username").asText().equals(username), "a user " + username);
            return contractor;
        });
    }

    /** Does for a person what it does itself, with its browser, where there are people. */
    User firstSignIn(Contractor contractor) throws Exception {
        var username = contractor.getPerson().getUsername();
        return steps.step(username + " chooses a password, and signs in at Keycloak", () -> {
            var user = keycloak.choosePassword(username, contractor.getSubject());
            keycloak.token(user);
            steps.answer("signed in, as %s", user.subject());
            return user;
        });
    }

    /** A credential for all that the contractor was granted. */
    ExchangeTokenResponse exchange(User user) throws Exception {
        var title = user.name() + " exchanges its sign-in for a credential (RFC 8693); no admin takes part";
        return steps.step(title, () -> {
            var exchanged = signedIn.as(user, CredentialServiceGrpc::newBlockingStub)
                    .exchangeToken(ExchangeTokenRequest.newBuilder()
                            .setGrantType("urn:ietf:params:oauth:grant-type:token-exchange")
                            .setSubjectTokenType(ACCESS_TOKEN)
                            .build());
            steps.answer(
                    "%s, good for %d seconds, for %s",
                    exchanged.getCredential().getName(),
                    exchanged.getExpiresIn(),
                    exchanged.getCredential().getAssetsList());
            steps.answer(
                    "its secret, shown this once: %s...",
                    exchanged.getAccessToken().substring(0, 12));
            steps.expect(exchanged.getIssuedTokenType().equals(ACCESS_TOKEN), "an access token");
            return exchanged;
        });
    }

    /** Keycloak is told of a freeze after it has held everywhere. */
    void shutOut(Contractor contractor, User user) throws Exception {
        steps.step("Keycloak is told of the freeze: " + user.name() + " cannot sign in there either", () -> {
            eventually(
                    "the user disabled",
                    () -> !isEnabled(user) && isTold(contractor.getPartner()) && isTold(contractor.getName()));
            steps.answer("its user is disabled; who signs in as %s is told: %s", user.name(), signIn(user));
            return user;
        });
    }

    /** What somebody does in Keycloak by hand does not last. */
    void closeDrift(Contractor contractor, User user) throws Exception {
        steps.step(
                "Somebody enables " + user.name() + " in Keycloak by hand; admin-1 calls ReconcileIdentities", () -> {
                    keycloak.put("/users/" + user.subject(), Map.of("enabled", true));
                    var token = keycloak.token(user);
                    steps.expect(isEnabled(user) && !token.isEmpty(), "a user that can sign in");
                    steps.answer("%s can sign in to Keycloak again", user.name());
                    signedIn.as("admin-1", IdentityServiceGrpc::newBlockingStub)
                            .reconcileIdentities(ReconcileIdentitiesRequest.getDefaultInstance());
                    eventually("the user disabled again", () -> !isEnabled(user));
                    steps.answer("its user is disabled again: %s", signIn(user));
                    var closed = signedIn.as("auditor-1", AuditServiceGrpc::newBlockingStub)
                            .listEvents(ListEventsRequest.newBuilder()
                                    .setContractor(contractor.getName())
                                    .addTypes(EventType.EVENT_TYPE_IDENTITY_DRIFT_CLOSED)
                                    .build())
                            .getEventsList();
                    closed.forEach(event -> steps.answer(
                            "auditor-1 reads: revision %d: %s by %s",
                            event.getRevision(), event.getType(), event.getActorName()));
                    steps.expect(closed.size() == 1, "one drift that was closed, on record");
                    return closed;
                });
    }

    private boolean isEnabled(User user) throws IOException, InterruptedException {
        return keycloak.get("/users/" + user.subject()).get("enabled").asBoolean();
    }

    /** Why Keycloak lets a user not in. */
    private String signIn(User user) throws IOException, InterruptedException {
        var answer = keycloak.answerToSignIn(user);
        steps.expect(!answer.has("access_token"), "no token for " + user.name());
        return answer.path("error_description").asText();
    }

    /** Whether nothing is left to tell Keycloak of a partner or contractor. */
    private boolean isTold(String subject) throws Exception {
        return tasks().getProvisioningTasksList().stream()
                .noneMatch(task -> task.getSubject().equals(subject));
    }

    private ListProvisioningTasksResponse tasks() throws Exception {
        return signedIn.as("admin-1", IdentityServiceGrpc::newBlockingStub)
                .listProvisioningTasks(ListProvisioningTasksRequest.newBuilder()
                        .setPageSize(1_000)
                        .build());
    }

    private void eventually(String what, Callable<Boolean> holds) {
        try {
            Awaitility.await(what)
                    .atMost(LIMIT)
                    .pollInterval(Duration.ofMillis(100))
                    .until(holds);
        } catch (ConditionTimeoutException e) {
            steps.expect(false, what + " within " + LIMIT.toMinutes() + " minutes");
        }
    }
}
