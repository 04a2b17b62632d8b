package dev.portcullis.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.local.KeycloakAdmin.User;
import dev.portcullis.v1.AccessRequest;
import dev.portcullis.v1.AccessServiceGrpc;
import dev.portcullis.v1.Action;
import dev.portcullis.v1.ApproveRequestRequest;
import dev.portcullis.v1.AuditServiceGrpc;
import dev.portcullis.v1.CancelRequestRequest;
import dev.portcullis.v1.CheckRequest;
import dev.portcullis.v1.EventType;
import dev.portcullis.v1.GetPartnerRequest;
import dev.portcullis.v1.GetRequestRequest;
import dev.portcullis.v1.GrantServiceGrpc;
import dev.portcullis.v1.GrantServiceGrpc.GrantServiceBlockingStub;
import dev.portcullis.v1.ListContractorsRequest;
import dev.portcullis.v1.ListEventsRequest;
import dev.portcullis.v1.ListGrantsRequest;
import dev.portcullis.v1.ListPartnersRequest;
import dev.portcullis.v1.ListRequestsRequest;
import dev.portcullis.v1.Partner;
import dev.portcullis.v1.PartnerServiceGrpc;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.util.Base64;
import java.util.function.Function;

/** Each role signs in at Keycloak, does something that it may, and tries something that it may not; told in a step of the tour. */
final class RoleTour {

    private static final String ROLE_REQUIRED = "ROLE_REQUIRED";

    private final SignedIn signedIn;
    private final KeycloakAdmin keycloak;
    private final LocalUsers users;
    private final Steps steps;

    RoleTour(SignedIn signedIn, KeycloakAdmin keycloak, LocalUsers users, Steps steps) {
        this.signedIn = signedIn;
        this.keycloak = keycloak;
        this.users = users;
        this.steps = steps;
    }

    /** What is tried, in words, and what it must come to: a part of the answer, or the reason of a refusal. */
    private record Try(String what, Function<Channel, Object> call, String expected) {}

    /**
     * @param contractor who made the request, which waits for approvals
     * @param request the only one of its partner
     * @param admin of the request's partner
     * @param other another partner
     */
    void run(User contractor, AccessRequest request, User admin, String other) throws Exception {
        steps.step("Each role signs in at Keycloak, does what it may, and tries what it may not", () -> {
            show(users.get("admin-1"), "admin", get(request.getPartner()), approve(request));
            show(users.get("approver-1"), "approver", read(request), cancel(request));
            show(users.get("auditor-1"), "auditor", recorded(request.getPartner()), approve(request));
            show(users.get("platform-1"), "platform", check(request.getAssets(0)), listGrants());
            show(contractor, "contractor", requests(request), listPartners());
            show(admin, "partner-admin", contractors(request.getPartner()), notFound(other));
            return request;
        });
    }

    private void show(User user, String role, Try may, Try mayNot) throws Exception {
        var token = keycloak.token(user);
        var claims = claims(token);
        var groups = claims.has("groups") ? ", in " + claims.get("groups") : "";
        steps.answer("%s signed in, as %s%s", user.name(), role, groups);
        steps.expect(claims.at("/realm_access/roles").toString().contains('"' + role + '"'), "the role " + role);
        var channel = signedIn.bearing(token, 0);
        var answer = may.call().apply(channel).toString();
        steps.answer("   may %s: %s", may.what(), answer);
        steps.expect(answer.contains(may.expected()), may.expected());
        var reason = refusal(mayNot, channel);
        steps.answer("   may not %s: %s", mayNot.what(), reason);
        steps.expect(reason.equals(mayNot.expected()), "a refusal, " + mayNot.expected());
    }

    private static String refusal(Try mayNot, Channel channel) {
        try {
            return "it was done: " + mayNot.call().apply(channel);
        } catch (StatusRuntimeException e) {
            return RepeatableCall.reason(e).orElse(e.getStatus().toString());
        }
    }

    private static Try get(String partner) {
        return new Try(
                "look at " + partner, channel -> partner(channel, partner).getState(), "ACTIVE");
    }

    private static Try notFound(String partner) {
        return new Try("look at another, " + partner, channel -> partner(channel, partner), "PARTNER_NOT_FOUND");
    }

    private static Try approve(AccessRequest request) {
        var approval =
                ApproveRequestRequest.newBuilder().setName(request.getName()).build();
        return new Try("approve the request", channel -> grants(channel).approveRequest(approval), ROLE_REQUIRED);
    }

    private static Try cancel(AccessRequest request) {
        var cancellation =
                CancelRequestRequest.newBuilder().setName(request.getName()).build();
        return new Try("cancel it", channel -> grants(channel).cancelRequest(cancellation), ROLE_REQUIRED);
    }

    private static Try read(AccessRequest request) {
        var reading = GetRequestRequest.newBuilder().setName(request.getName()).build();
        return new Try(
                "read the request",
                channel -> grants(channel).getRequest(reading).getRequest().getState(),
                "PENDING");
    }

    /** That the auditor looked at the partner, as the auditor then finds it on record. */
    private static Try recorded(String partner) {
        var readings = ListEventsRequest.newBuilder()
                .setPartner(partner)
                .addTypes(EventType.EVENT_TYPE_READ_BY_AUDITOR)
                .build();
        return new Try(
                "read everything, and that is on record",
                channel -> {
                    partner(channel, partner);
                    return AuditServiceGrpc.newBlockingStub(channel).listEvents(readings).getEventsList().stream()
                            .filter(event -> event.getDetailsJson().contains("PartnerService/GetPartner"))
                            .map(event -> "revision " + event.getRevision() + ": " + event.getType() + " by "
                                    + event.getActorName() + ", GetPartner")
                            .toList();
                },
                "READ_BY_AUDITOR by auditor-1");
    }

    /** Of a credential that there is not: which is an answer, and not a refusal. */
    private static Try check(String asset) {
        var request = CheckRequest.newBuilder();
        request.getQuestionBuilder()
                .setCredential("pcs_invented")
                .setAction(Action.ACTION_READ)
                .setAsset(asset);
        return new Try(
                "ask for a decision, here on an invented credential",
                channel -> {
                    var decision = AccessServiceGrpc.newBlockingStub(channel)
                            .check(request.build())
                            .getDecision();
                    return decision.getEffect() + " " + decision.getReasonsList();
                },
                "EFFECT_DENY [CREDENTIAL_INVALID]");
    }

    private static Try listGrants() {
        return new Try(
                "list grants",
                channel -> grants(channel).listGrants(ListGrantsRequest.getDefaultInstance()),
                ROLE_REQUIRED);
    }

    private static Try requests(AccessRequest own) {
        return new Try(
                "list requests, and sees its own",
                channel ->
                        grants(channel)
                                .listRequests(ListRequestsRequest.getDefaultInstance())
                                .getRequestsList()
                                .stream()
                                .map(AccessRequest::getName)
                                .toList(),
                "[" + own.getName() + "]");
    }

    private static Try listPartners() {
        return new Try(
                "list partners",
                channel -> PartnerServiceGrpc.newBlockingStub(channel)
                        .listPartners(ListPartnersRequest.getDefaultInstance()),
                ROLE_REQUIRED);
    }

    private static Try contractors(String partner) {
        return new Try(
                "list contractors, and sees those of its partner",
                channel -> PartnerServiceGrpc.newBlockingStub(channel)
                        .listContractors(ListContractorsRequest.getDefaultInstance())
                        .getContractorsList()
                        .stream()
                        .map(contractor -> contractor.getDisplayName() + " of " + contractor.getPartner())
                        .toList(),
                "[Annotator of " + partner + "]");
    }

    private static Partner partner(Channel channel, String partner) {
        return PartnerServiceGrpc.newBlockingStub(channel)
                .getPartner(GetPartnerRequest.newBuilder().setName(partner).build())
                .getPartner();
    }

    private static GrantServiceBlockingStub grants(Channel channel) {
        return GrantServiceGrpc.newBlockingStub(channel);
    }

    private static JsonNode claims(String token) throws IOException {
        return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
    }
}
