package dev.portcullis.api;

import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import com.google.protobuf.FieldMask;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import com.google.type.DayOfWeek;
import dev.portcullis.local.KeycloakAdmin.User;
import dev.portcullis.v1.AccessContext;
import dev.portcullis.v1.AccessHours;
import dev.portcullis.v1.AccessQuestion;
import dev.portcullis.v1.AccessWindow;
import dev.portcullis.v1.AckRevocationsRequest;
import dev.portcullis.v1.Action;
import dev.portcullis.v1.ApproveActivationRequest;
import dev.portcullis.v1.ApproveReinstatementRequest;
import dev.portcullis.v1.ApproveRequestRequest;
import dev.portcullis.v1.Asset;
import dev.portcullis.v1.AssetKind;
import dev.portcullis.v1.BatchCheckRequest;
import dev.portcullis.v1.CancelActivationRequest;
import dev.portcullis.v1.CancelReinstatementRequest;
import dev.portcullis.v1.CancelRequestRequest;
import dev.portcullis.v1.CheckRequest;
import dev.portcullis.v1.Classification;
import dev.portcullis.v1.ClearShadowRequest;
import dev.portcullis.v1.CreatePartnerRequest;
import dev.portcullis.v1.DeclareReplicaLostRequest;
import dev.portcullis.v1.Effect;
import dev.portcullis.v1.EventType;
import dev.portcullis.v1.ExchangeTokenRequest;
import dev.portcullis.v1.ExplainAccessRequest;
import dev.portcullis.v1.GetActivationRequest;
import dev.portcullis.v1.GetActivePolicyRequest;
import dev.portcullis.v1.GetAssetRequest;
import dev.portcullis.v1.GetContractorRequest;
import dev.portcullis.v1.GetCredentialRequest;
import dev.portcullis.v1.GetGrantHistoryRequest;
import dev.portcullis.v1.GetGrantRequest;
import dev.portcullis.v1.GetPartnerRequest;
import dev.portcullis.v1.GetPolicyRevisionRequest;
import dev.portcullis.v1.GetReinstatementRequest;
import dev.portcullis.v1.GetRequestRequest;
import dev.portcullis.v1.GetRevocationRequest;
import dev.portcullis.v1.GetShadowReportRequest;
import dev.portcullis.v1.GrantState;
import dev.portcullis.v1.IssueCredentialRequest;
import dev.portcullis.v1.IssuedBefore;
import dev.portcullis.v1.ListAccessAsOfRequest;
import dev.portcullis.v1.ListAccessibleAssetsRequest;
import dev.portcullis.v1.ListActivationsRequest;
import dev.portcullis.v1.ListAssetsRequest;
import dev.portcullis.v1.ListContractorsRequest;
import dev.portcullis.v1.ListCredentialsRequest;
import dev.portcullis.v1.ListDecisionGapsRequest;
import dev.portcullis.v1.ListDecisionsRequest;
import dev.portcullis.v1.ListEventsRequest;
import dev.portcullis.v1.ListGrantsRequest;
import dev.portcullis.v1.ListIdentityDriftRequest;
import dev.portcullis.v1.ListPartnersRequest;
import dev.portcullis.v1.ListPolicyRevisionsRequest;
import dev.portcullis.v1.ListProvisioningTasksRequest;
import dev.portcullis.v1.ListReinstatementsRequest;
import dev.portcullis.v1.ListRequestsRequest;
import dev.portcullis.v1.ListRevocationsRequest;
import dev.portcullis.v1.Partner;
import dev.portcullis.v1.Person;
import dev.portcullis.v1.PolicyRevisionState;
import dev.portcullis.v1.PreviewRevocationRequest;
import dev.portcullis.v1.ProposeActivationRequest;
import dev.portcullis.v1.ProposeReinstatementRequest;
import dev.portcullis.v1.ProvisioningTaskState;
import dev.portcullis.v1.ReconcileIdentitiesRequest;
import dev.portcullis.v1.RegisterAssetRequest;
import dev.portcullis.v1.RegisterContractorRequest;
import dev.portcullis.v1.ReinstatementTarget;
import dev.portcullis.v1.RejectRequestRequest;
import dev.portcullis.v1.RenewCredentialRequest;
import dev.portcullis.v1.ReplayPolicyRequest;
import dev.portcullis.v1.RequestAccessRequest;
import dev.portcullis.v1.RequestState;
import dev.portcullis.v1.RetryProvisioningTaskRequest;
import dev.portcullis.v1.RevocationReason;
import dev.portcullis.v1.RevokeRequest;
import dev.portcullis.v1.RollbackPolicyRequest;
import dev.portcullis.v1.Selector;
import dev.portcullis.v1.SetShadowRequest;
import dev.portcullis.v1.SimulateRequestRequest;
import dev.portcullis.v1.Thaw;
import dev.portcullis.v1.UpdateAssetRequest;
import dev.portcullis.v1.UpdatePartnerRequest;
import dev.portcullis.v1.UploadBundleRequest;
import dev.portcullis.v1.WatchRevocationsRequest;
import dev.portcullis.v1.Workload;
import java.util.List;
import java.util.UUID;

/** A well-formed request of every RPC, with at least one element in every list. */
final class Requests {

    static final String ANSWERED = "";

    private static final String SOME_ID = "01900000-0000-7000-8000-000000000000";
    private static final String PARTNER = "partners/of-nobody";
    private static final String CONTRACTOR = "contractors/" + SOME_ID;
    private static final String ASSET = "assets/not-there";
    private static final String REQUEST = "accessRequests/" + SOME_ID;
    private static final String GRANT = "grants/" + SOME_ID;
    private static final String CREDENTIAL = "credentials/0123456789abcdefghijkl";
    private static final String REVOCATION = "revocations/" + SOME_ID;
    private static final String REINSTATEMENT = "reinstatements/" + SOME_ID;
    private static final String THUMBPRINT = "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs";
    private static final String POLICY_REVISION = "policyRevisions/" + "0".repeat(64);
    private static final String ACTIVATION = "activations/" + SOME_ID;
    private static final String PROVISIONING_TASK = "provisioningTasks/contractors." + SOME_ID;
    private static final Duration HOUR = Duration.newBuilder().setSeconds(3600).build();
    private static final Timestamp ONCE =
            Timestamp.newBuilder().setSeconds(1_700_000_000).build();

    private Requests() {}

    /**
     * A request with somebody who may make it. What it names is not there.
     *
     * @param rpc as {@code Service/Method}
     * @param outcome the reason of its failure, or {@link #ANSWERED}
     */
    record Good(String rpc, User caller, String outcome, Message request) {

        /** Another request in its place. */
        Object call(Message other) {
            return Rpcs.call(Rpcs.all().get(rpc), Clients.channelAs(caller), other);
        }
    }

    static List<Good> all() {
        return List.of(
                good("PartnerService/CreatePartner", "admin", ANSWERED, createPartner()),
                good(
                        "PartnerService/GetPartner",
                        "admin",
                        "PARTNER_NOT_FOUND",
                        GetPartnerRequest.newBuilder().setName(PARTNER)),
                good("PartnerService/ListPartners", "admin", ANSWERED, ListPartnersRequest.newBuilder()),
                good("PartnerService/UpdatePartner", "admin", "PARTNER_NOT_FOUND", updatePartner()),
                good("PartnerService/RegisterContractor", "admin", "PARTNER_NOT_FOUND", registerContractor()),
                good(
                        "PartnerService/RegisterContractor",
                        "admin",
                        "PARTNER_NOT_FOUND",
                        registerContractor()
                                .setPerson(Person.newBuilder()
                                        .setEmail("a@example.com")
                                        .setUsername("a"))),
                good(
                        "PartnerService/RegisterContractor",
                        "admin",
                        "PARTNER_NOT_FOUND",
                        registerContractor()
                                .setWorkload(
                                        Workload.newBuilder().setClientId("bot").setPublicJwk("{\"kty\":\"EC\"}"))),
                good(
                        "PartnerService/GetContractor",
                        "admin",
                        "CONTRACTOR_NOT_FOUND",
                        GetContractorRequest.newBuilder().setName(CONTRACTOR)),
                good(
                        "PartnerService/ListContractors",
                        "admin",
                        ANSWERED,
                        ListContractorsRequest.newBuilder().setPartner(PARTNER)),
                good("CatalogService/RegisterAsset", "admin", "ASSET_NOT_FOUND", registerAsset()),
                good(
                        "CatalogService/GetAsset",
                        "admin",
                        "ASSET_NOT_FOUND",
                        GetAssetRequest.newBuilder().setName(ASSET)),
                good(
                        "CatalogService/ListAssets",
                        "admin",
                        ANSWERED,
                        ListAssetsRequest.newBuilder().setParent(ASSET)),
                good("CatalogService/UpdateAsset", "admin", "ASSET_NOT_FOUND", updateAsset()),
                good("GrantService/RequestAccess", "contractor", "CONTRACTOR_NOT_FOUND", requestAccess()),
                good("GrantService/SimulateRequest", "contractor", "CONTRACTOR_NOT_FOUND", simulateRequest()),
                good(
                        "GrantService/ApproveRequest",
                        "approver",
                        "REQUEST_NOT_FOUND",
                        ApproveRequestRequest.newBuilder().setName(REQUEST)),
                good(
                        "GrantService/RejectRequest",
                        "approver",
                        "REQUEST_NOT_FOUND",
                        RejectRequestRequest.newBuilder().setName(REQUEST).setNote("no need")),
                good(
                        "GrantService/CancelRequest",
                        "contractor",
                        "REQUEST_NOT_FOUND",
                        CancelRequestRequest.newBuilder().setName(REQUEST)),
                good(
                        "GrantService/GetRequest",
                        "auditor",
                        "REQUEST_NOT_FOUND",
                        GetRequestRequest.newBuilder().setName(REQUEST)),
                good(
                        "GrantService/ListRequests",
                        "auditor",
                        ANSWERED,
                        ListRequestsRequest.newBuilder()
                                .setPartner(PARTNER)
                                .setContractor(CONTRACTOR)
                                .setState(RequestState.REQUEST_STATE_PENDING)),
                good(
                        "GrantService/GetGrant",
                        "auditor",
                        "GRANT_NOT_FOUND",
                        GetGrantRequest.newBuilder().setName(GRANT)),
                good(
                        "GrantService/ListGrants",
                        "auditor",
                        ANSWERED,
                        ListGrantsRequest.newBuilder()
                                .setPartner(PARTNER)
                                .setContractor(CONTRACTOR)
                                .setState(GrantState.GRANT_STATE_ACTIVE)),
                good("CredentialService/IssueCredential", "contractor", "GRANT_NOT_FOUND", issueCredential()),
                good("CredentialService/ExchangeToken", "contractor", "GRANT_NOT_FOUND", exchangeToken()),
                good(
                        "CredentialService/RenewCredential",
                        "contractor",
                        "CREDENTIAL_NOT_FOUND",
                        RenewCredentialRequest.newBuilder()
                                .setName(CREDENTIAL)
                                .setLifetime(HOUR)
                                .setProofKeyThumbprint(THUMBPRINT)),
                good(
                        "CredentialService/GetCredential",
                        "auditor",
                        "CREDENTIAL_NOT_FOUND",
                        GetCredentialRequest.newBuilder().setName(CREDENTIAL)),
                good(
                        "CredentialService/ListCredentials",
                        "auditor",
                        ANSWERED,
                        ListCredentialsRequest.newBuilder()
                                .setPartner(PARTNER)
                                .setContractor(CONTRACTOR)
                                .setGrant(GRANT)),
                good(
                        "AccessService/Check",
                        "platform",
                        ANSWERED,
                        CheckRequest.newBuilder().setQuestion(question())),
                good(
                        "AccessService/BatchCheck",
                        "platform",
                        ANSWERED,
                        BatchCheckRequest.newBuilder().addQuestions(question())),
                good(
                        "AccessService/ListAccessibleAssets",
                        "platform",
                        ANSWERED,
                        ListAccessibleAssetsRequest.newBuilder()
                                .setCredential("pcs_none")
                                .setAction(Action.ACTION_READ)
                                .setContext(context())),
                good("RevocationService/Revoke", "admin", "GRANT_NOT_FOUND", revoke()),
                good(
                        "RevocationService/PreviewRevocation",
                        "admin",
                        "CONTRACTOR_NOT_FOUND",
                        PreviewRevocationRequest.newBuilder()
                                .setSelector(Selector.newBuilder()
                                        .setIssuedBefore(IssuedBefore.newBuilder()
                                                .setContractor(CONTRACTOR)
                                                .setBefore(ONCE)))),
                good(
                        "RevocationService/GetRevocation",
                        "admin",
                        "REVOCATION_NOT_FOUND",
                        GetRevocationRequest.newBuilder().setName(REVOCATION)),
                good("RevocationService/ListRevocations", "admin", ANSWERED, ListRevocationsRequest.newBuilder()),
                good(
                        "RevocationService/WatchRevocations",
                        "platform",
                        ANSWERED,
                        WatchRevocationsRequest.newBuilder().setEnforcementPoint("point-1")),
                good(
                        "RevocationService/AckRevocations",
                        "platform",
                        "WATCH_START_OVER",
                        AckRevocationsRequest.newBuilder()
                                .setEnforcementPoint("point-1")
                                .setRevision(Long.MAX_VALUE)),
                good(
                        "RevocationService/ProposeReinstatement",
                        "admin",
                        "PARTNER_NOT_FOUND",
                        ProposeReinstatementRequest.newBuilder().setTarget(thaw())),
                good(
                        "RevocationService/ApproveReinstatement",
                        "admin",
                        "REINSTATEMENT_NOT_FOUND",
                        ApproveReinstatementRequest.newBuilder().setName(REINSTATEMENT)),
                good(
                        "RevocationService/CancelReinstatement",
                        "admin",
                        "REINSTATEMENT_NOT_FOUND",
                        CancelReinstatementRequest.newBuilder().setName(REINSTATEMENT)),
                good(
                        "RevocationService/GetReinstatement",
                        "admin",
                        "REINSTATEMENT_NOT_FOUND",
                        GetReinstatementRequest.newBuilder().setName(REINSTATEMENT)),
                good("RevocationService/ListReinstatements", "admin", ANSWERED, ListReinstatementsRequest.newBuilder()),
                good(
                        "PolicyService/UploadBundle",
                        "admin",
                        "POLICY_BUNDLE_REFUSED",
                        UploadBundleRequest.newBuilder().setChunk(ByteString.copyFromUtf8("no bundle"))),
                good(
                        "PolicyService/GetPolicyRevision",
                        "auditor",
                        "POLICY_REVISION_NOT_FOUND",
                        GetPolicyRevisionRequest.newBuilder().setName(POLICY_REVISION)),
                good(
                        "PolicyService/ListPolicyRevisions",
                        "auditor",
                        ANSWERED,
                        ListPolicyRevisionsRequest.newBuilder()
                                .setState(PolicyRevisionState.POLICY_REVISION_STATE_CANDIDATE)),
                good("PolicyService/GetActivePolicy", "auditor", ANSWERED, GetActivePolicyRequest.newBuilder()),
                good(
                        "PolicyService/ProposeActivation",
                        "admin",
                        "POLICY_REVISION_NOT_FOUND",
                        ProposeActivationRequest.newBuilder().setPolicyRevision(POLICY_REVISION)),
                good(
                        "PolicyService/ApproveActivation",
                        "admin",
                        "ACTIVATION_NOT_FOUND",
                        ApproveActivationRequest.newBuilder().setName(ACTIVATION)),
                good(
                        "PolicyService/CancelActivation",
                        "admin",
                        "ACTIVATION_NOT_FOUND",
                        CancelActivationRequest.newBuilder().setName(ACTIVATION)),
                good(
                        "PolicyService/RollbackPolicy",
                        "admin",
                        "POLICY_REVISION_NOT_FOUND",
                        RollbackPolicyRequest.newBuilder().setPolicyRevision(POLICY_REVISION)),
                good(
                        "PolicyService/GetActivation",
                        "auditor",
                        "ACTIVATION_NOT_FOUND",
                        GetActivationRequest.newBuilder().setName(ACTIVATION)),
                good("PolicyService/ListActivations", "auditor", ANSWERED, ListActivationsRequest.newBuilder()),
                good(
                        "PolicyService/SetShadow",
                        "admin",
                        "POLICY_REVISION_NOT_FOUND",
                        SetShadowRequest.newBuilder()
                                .setPolicyRevision(POLICY_REVISION)
                                .setSamplePerMillion(1)),
                good("PolicyService/ClearShadow", "admin", "SHADOW_NOT_SET", ClearShadowRequest.newBuilder()),
                good("PolicyService/GetShadowReport", "auditor", ANSWERED, GetShadowReportRequest.newBuilder()),
                good(
                        "PolicyService/ReplayPolicy",
                        "auditor",
                        "POLICY_REVISION_NOT_FOUND",
                        ReplayPolicyRequest.newBuilder()
                                .setPolicyRevision(POLICY_REVISION)
                                .setStart(ONCE)
                                .setEnd(Timestamps.add(ONCE, HOUR))),
                good(
                        "PolicyService/ExplainAccess",
                        "auditor",
                        "CREDENTIAL_NOT_FOUND",
                        ExplainAccessRequest.newBuilder()
                                .setCredential(CREDENTIAL)
                                .setAction(Action.ACTION_READ)
                                .setAsset(ASSET)
                                .setContext(context())),
                good(
                        "IdentityService/ListProvisioningTasks",
                        "auditor",
                        ANSWERED,
                        ListProvisioningTasksRequest.newBuilder()
                                .setState(ProvisioningTaskState.PROVISIONING_TASK_STATE_PARKED)),
                good(
                        "IdentityService/RetryProvisioningTask",
                        "admin",
                        "PROVISIONING_TASK_NOT_FOUND",
                        RetryProvisioningTaskRequest.newBuilder().setName(PROVISIONING_TASK)),
                good("IdentityService/ReconcileIdentities", "admin", ANSWERED, ReconcileIdentitiesRequest.newBuilder()),
                good("IdentityService/ListIdentityDrift", "auditor", ANSWERED, ListIdentityDriftRequest.newBuilder()),
                good("AuditService/ListEvents", "auditor", ANSWERED, listEvents()),
                good(
                        "AuditService/GetGrantHistory",
                        "auditor",
                        "GRANT_NOT_FOUND",
                        GetGrantHistoryRequest.newBuilder().setGrant(GRANT)),
                good(
                        "AuditService/ListAccessAsOf",
                        "auditor",
                        "ASSET_NOT_FOUND",
                        ListAccessAsOfRequest.newBuilder().setAsset(ASSET).setAt(ONCE)),
                good("AuditService/ListDecisions", "auditor", ANSWERED, listDecisions()),
                good("AuditService/ListDecisionGaps", "auditor", ANSWERED, ListDecisionGapsRequest.newBuilder()),
                good(
                        "AuditService/DeclareReplicaLost",
                        "admin",
                        "REPLICA_NOT_FOUND",
                        DeclareReplicaLostRequest.newBuilder().setReplica("never-seen")));
    }

    static Good of(String rpc) {
        return all().stream().filter(good -> good.rpc().equals(rpc)).findFirst().orElseThrow();
    }

    private static Good good(String rpc, String role, String outcome, Message.Builder request) {
        return new Good(rpc, Clients.user(role), outcome, request.build());
    }

    private static CreatePartnerRequest.Builder createPartner() {
        return CreatePartnerRequest.newBuilder()
                .setPartnerId("p-" + UUID.randomUUID())
                .setDisplayName("Acme")
                .setTier("gold")
                .setDomain("p-" + UUID.randomUUID() + ".example.com")
                .setAccessHours(accessHours());
    }

    private static AccessHours.Builder accessHours() {
        return AccessHours.newBuilder()
                .setTimeZone("Europe/Berlin")
                .addWindows(AccessWindow.newBuilder()
                        .addWeekdays(DayOfWeek.MONDAY)
                        .setFromMinute(540)
                        .setUntilMinute(1080));
    }

    private static UpdatePartnerRequest.Builder updatePartner() {
        return UpdatePartnerRequest.newBuilder()
                .setPartner(Partner.newBuilder()
                        .setName(PARTNER)
                        .setDisplayName("Acme")
                        .setTier("gold")
                        .setAccessHours(accessHours()))
                .setUpdateMask(FieldMask.newBuilder().addAllPaths(List.of("display_name", "tier", "access_hours")));
    }

    private static RegisterContractorRequest.Builder registerContractor() {
        return RegisterContractorRequest.newBuilder()
                .setPartner(PARTNER)
                .setSubject("somebody")
                .setDisplayName("Annotator");
    }

    private static RegisterAssetRequest.Builder registerAsset() {
        return RegisterAssetRequest.newBuilder()
                .setAssetId("a-" + UUID.randomUUID())
                .setAsset(described().setKind(AssetKind.ASSET_KIND_METHODOLOGY));
    }

    private static UpdateAssetRequest.Builder updateAsset() {
        return UpdateAssetRequest.newBuilder()
                .setAsset(described().setName(ASSET))
                .setUpdateMask(FieldMask.newBuilder()
                        .addAllPaths(List.of(
                                "display_name",
                                "classification",
                                "tags",
                                "owner_group",
                                "parent",
                                "purposes",
                                "allowed_countries",
                                "about",
                                "platform")));
    }

    private static Asset.Builder described() {
        return Asset.newBuilder()
                .setDisplayName("Corpus")
                .setClassification(Classification.CLASSIFICATION_INTERNAL)
                .addTags("pii")
                .setOwnerGroup("owners")
                .setParent(ASSET)
                .addPurposes("evals")
                .addAllowedCountries("DE")
                .addAbout(ASSET)
                .setPlatform("lake");
    }

    private static RequestAccessRequest.Builder requestAccess() {
        return RequestAccessRequest.newBuilder()
                .setContractor(CONTRACTOR)
                .addAssets(ASSET)
                .addActions(Action.ACTION_READ)
                .setPurpose("rlhf-annotation")
                .setJustification("batch 7")
                .setDuration(HOUR);
    }

    private static SimulateRequestRequest.Builder simulateRequest() {
        return SimulateRequestRequest.newBuilder()
                .setContractor(CONTRACTOR)
                .addAssets(ASSET)
                .addActions(Action.ACTION_READ)
                .setPurpose("rlhf-annotation")
                .setJustification("batch 7")
                .setDuration(HOUR);
    }

    private static IssueCredentialRequest.Builder issueCredential() {
        return IssueCredentialRequest.newBuilder()
                .addGrants(GRANT)
                .addAssets(ASSET)
                .addActions(Action.ACTION_READ)
                .setLifetime(HOUR)
                .setProofKeyThumbprint(THUMBPRINT);
    }

    private static ExchangeTokenRequest.Builder exchangeToken() {
        return ExchangeTokenRequest.newBuilder()
                .setGrantType("urn:ietf:params:oauth:grant-type:token-exchange")
                .setSubjectTokenType("urn:ietf:params:oauth:token-type:access_token")
                .setRequestedTokenType("urn:ietf:params:oauth:token-type:access_token")
                .addGrants(GRANT)
                .addResource(ASSET)
                .addScope(Action.ACTION_READ)
                .setLifetime(HOUR)
                .setProofKeyThumbprint(THUMBPRINT);
    }

    private static AccessQuestion.Builder question() {
        return AccessQuestion.newBuilder()
                .setCredential("pcs_none")
                .setAction(Action.ACTION_READ)
                .setAsset(ASSET)
                .setContext(context());
    }

    private static AccessContext.Builder context() {
        return AccessContext.newBuilder()
                .setSourceAddress("192.0.2.1")
                .setCountry("DE")
                .setProofKeyThumbprint(THUMBPRINT);
    }

    private static RevokeRequest.Builder revoke() {
        return RevokeRequest.newBuilder()
                .setSelector(Selector.newBuilder().setGrant(GRANT))
                .setReason(RevocationReason.REVOCATION_REASON_EXERCISE);
    }

    private static ReinstatementTarget.Builder thaw() {
        return ReinstatementTarget.newBuilder()
                .setThaw(Thaw.newBuilder()
                        .setPartner(PARTNER)
                        .addContractors(CONTRACTOR)
                        .addAssets(ASSET));
    }

    private static ListEventsRequest.Builder listEvents() {
        return ListEventsRequest.newBuilder()
                .setPartner(PARTNER)
                .setContractor(CONTRACTOR)
                .setAsset(ASSET)
                .setActor("somebody")
                .addTypes(EventType.EVENT_TYPE_GRANT_CREATED)
                .setStart(ONCE)
                .setEnd(ONCE);
    }

    private static ListDecisionsRequest.Builder listDecisions() {
        return ListDecisionsRequest.newBuilder()
                .setPartner(PARTNER)
                .setContractor(CONTRACTOR)
                .setAsset(ASSET)
                .setCredential(CREDENTIAL)
                .setEffect(Effect.EFFECT_DENY)
                .setStart(ONCE)
                .setEnd(ONCE);
    }
}
