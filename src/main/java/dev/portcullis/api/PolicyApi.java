package dev.portcullis.api;

import dev.portcullis.access.explain.ExplainAccess;
import dev.portcullis.rollout.Activations;
import dev.portcullis.rollout.ApproveActivation;
import dev.portcullis.rollout.CancelActivation;
import dev.portcullis.rollout.PolicyRevisions;
import dev.portcullis.rollout.ProposeActivation;
import dev.portcullis.rollout.ReplayPolicy;
import dev.portcullis.rollout.RollbackPolicy;
import dev.portcullis.rollout.SetShadow;
import dev.portcullis.rollout.Shadows;
import dev.portcullis.rollout.UploadBundle;
import dev.portcullis.v1.ApproveActivationRequest;
import dev.portcullis.v1.ApproveActivationResponse;
import dev.portcullis.v1.CancelActivationRequest;
import dev.portcullis.v1.CancelActivationResponse;
import dev.portcullis.v1.ClearShadowRequest;
import dev.portcullis.v1.ClearShadowResponse;
import dev.portcullis.v1.ExplainAccessRequest;
import dev.portcullis.v1.ExplainAccessResponse;
import dev.portcullis.v1.GetActivationRequest;
import dev.portcullis.v1.GetActivationResponse;
import dev.portcullis.v1.GetActivePolicyRequest;
import dev.portcullis.v1.GetActivePolicyResponse;
import dev.portcullis.v1.GetPolicyRevisionRequest;
import dev.portcullis.v1.GetPolicyRevisionResponse;
import dev.portcullis.v1.GetShadowReportRequest;
import dev.portcullis.v1.GetShadowReportResponse;
import dev.portcullis.v1.ListActivationsRequest;
import dev.portcullis.v1.ListActivationsResponse;
import dev.portcullis.v1.ListPolicyRevisionsRequest;
import dev.portcullis.v1.ListPolicyRevisionsResponse;
import dev.portcullis.v1.PolicyService;
import dev.portcullis.v1.PolicyServiceGrpc;
import dev.portcullis.v1.ProposeActivationRequest;
import dev.portcullis.v1.ProposeActivationResponse;
import dev.portcullis.v1.ReplayPolicyRequest;
import dev.portcullis.v1.ReplayPolicyResponse;
import dev.portcullis.v1.RollbackPolicyRequest;
import dev.portcullis.v1.RollbackPolicyResponse;
import dev.portcullis.v1.SetShadowRequest;
import dev.portcullis.v1.SetShadowResponse;
import dev.portcullis.v1.UploadBundleRequest;
import dev.portcullis.v1.UploadBundleResponse;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** PolicyService on the wire. */
@GrpcService
class PolicyApi implements PolicyService {

    private final Calls calls;
    private final UploadBundle uploadBundle;
    private final PolicyRevisions revisions;
    private final ProposeActivation proposeActivation;
    private final ApproveActivation approveActivation;
    private final CancelActivation cancelActivation;
    private final RollbackPolicy rollbackPolicy;
    private final Activations activations;
    private final SetShadow shadow;
    private final Shadows shadows;
    private final ReplayPolicy replayPolicy;
    private final ExplainAccess explainAccess;

    PolicyApi(
            Calls calls,
            UploadBundle uploadBundle,
            PolicyRevisions revisions,
            ProposeActivation proposeActivation,
            ApproveActivation approveActivation,
            CancelActivation cancelActivation,
            RollbackPolicy rollbackPolicy,
            Activations activations,
            SetShadow shadow,
            Shadows shadows,
            ReplayPolicy replayPolicy,
            ExplainAccess explainAccess) {
        this.calls = calls;
        this.uploadBundle = uploadBundle;
        this.revisions = revisions;
        this.proposeActivation = proposeActivation;
        this.approveActivation = approveActivation;
        this.cancelActivation = cancelActivation;
        this.rollbackPolicy = rollbackPolicy;
        this.activations = activations;
        this.shadow = shadow;
        this.shadows = shadows;
        this.replayPolicy = replayPolicy;
        this.explainAccess = explainAccess;
    }

    @Override
    public Uni<UploadBundleResponse> uploadBundle(Multi<UploadBundleRequest> pieces) {
        return calls.gather(
                PolicyServiceGrpc.getUploadBundleMethod(), pieces, new Upload(), (access, upload) -> uploadBundle
                        .run(access.call(), upload.archive(), upload.note())
                        .map(revision -> UploadBundleResponse.newBuilder()
                                .setPolicyRevision(PolicyMessages.message(revision))
                                .build()));
    }

    @Override
    public Uni<GetPolicyRevisionResponse> getPolicyRevision(GetPolicyRevisionRequest request) {
        return calls.handle(PolicyServiceGrpc.getGetPolicyRevisionMethod(), request, access -> revisions
                .get(Names.id(request.getName()))
                .map(revision -> GetPolicyRevisionResponse.newBuilder()
                        .setPolicyRevision(PolicyMessages.message(revision))
                        .build()));
    }

    @Override
    public Uni<ListPolicyRevisionsResponse> listPolicyRevisions(ListPolicyRevisionsRequest request) {
        return calls.handle(PolicyServiceGrpc.getListPolicyRevisionsMethod(), request, access -> revisions
                .list(PolicyMessages.domain(request.getState()), Paging.request(access, request))
                .map(page -> ListPolicyRevisionsResponse.newBuilder()
                        .addAllPolicyRevisions(page.map(PolicyMessages::message).items())
                        .setNextPageToken(Paging.next(access, request, page))
                        .build()));
    }

    @Override
    public Uni<GetActivePolicyResponse> getActivePolicy(GetActivePolicyRequest request) {
        return calls.handle(PolicyServiceGrpc.getGetActivePolicyMethod(), request, access -> revisions
                .active()
                .map(active -> {
                    var response = GetActivePolicyResponse.newBuilder()
                            .setPolicyRevision(active.policyRevision())
                            .setActivatedRevision(active.revision());
                    active.bundle().map(PolicyMessages::message).ifPresent(response::setBundle);
                    return response.build();
                }));
    }

    @Override
    public Uni<ProposeActivationResponse> proposeActivation(ProposeActivationRequest request) {
        return calls.handle(PolicyServiceGrpc.getProposeActivationMethod(), request, access -> proposeActivation
                .run(access.call(), Names.id(request.getPolicyRevision()), request.getNote())
                .map(activation -> ProposeActivationResponse.newBuilder()
                        .setActivation(PolicyMessages.message(activation))
                        .build()));
    }

    @Override
    public Uni<ApproveActivationResponse> approveActivation(ApproveActivationRequest request) {
        return calls.handle(PolicyServiceGrpc.getApproveActivationMethod(), request, access -> approveActivation
                .run(access.call(), Names.id(request.getName()), request.getNote())
                .map(effective -> ApproveActivationResponse.newBuilder()
                        .setActivation(PolicyMessages.message(effective))
                        .build()));
    }

    @Override
    public Uni<CancelActivationResponse> cancelActivation(CancelActivationRequest request) {
        return calls.handle(PolicyServiceGrpc.getCancelActivationMethod(), request, access -> cancelActivation
                .run(access.call(), Names.id(request.getName()), request.getNote())
                .map(activation -> CancelActivationResponse.newBuilder()
                        .setActivation(PolicyMessages.message(activation))
                        .build()));
    }

    @Override
    public Uni<RollbackPolicyResponse> rollbackPolicy(RollbackPolicyRequest request) {
        return calls.handle(PolicyServiceGrpc.getRollbackPolicyMethod(), request, access -> rollbackPolicy
                .run(access.call(), Names.filter(request.getPolicyRevision()), request.getNote())
                .map(effective -> RollbackPolicyResponse.newBuilder()
                        .setActivation(PolicyMessages.message(effective))
                        .build()));
    }

    @Override
    public Uni<GetActivationResponse> getActivation(GetActivationRequest request) {
        return calls.handle(PolicyServiceGrpc.getGetActivationMethod(), request, access -> activations
                .get(Names.id(request.getName()))
                .map(effective -> GetActivationResponse.newBuilder()
                        .setActivation(PolicyMessages.message(effective))
                        .build()));
    }

    @Override
    public Uni<ListActivationsResponse> listActivations(ListActivationsRequest request) {
        return calls.handle(PolicyServiceGrpc.getListActivationsMethod(), request, access -> activations
                .list(Paging.request(access, request))
                .map(page -> ListActivationsResponse.newBuilder()
                        .addAllActivations(page.map(PolicyMessages::message).items())
                        .setNextPageToken(Paging.next(access, request, page))
                        .build()));
    }

    @Override
    public Uni<SetShadowResponse> setShadow(SetShadowRequest request) {
        return calls.handle(PolicyServiceGrpc.getSetShadowMethod(), request, access -> shadow.run(
                        access.call(), Names.id(request.getPolicyRevision()), request.getSamplePerMillion())
                .replaceWith(SetShadowResponse::getDefaultInstance));
    }

    @Override
    public Uni<ClearShadowResponse> clearShadow(ClearShadowRequest request) {
        return calls.handle(PolicyServiceGrpc.getClearShadowMethod(), request, access -> shadow.clear(access.call())
                .replaceWith(ClearShadowResponse::getDefaultInstance));
    }

    @Override
    public Uni<GetShadowReportResponse> getShadowReport(GetShadowReportRequest request) {
        return calls.handle(PolicyServiceGrpc.getGetShadowReportMethod(), request, access -> shadows.report()
                .map(PolicyMessages::message));
    }

    @Override
    public Multi<ReplayPolicyResponse> replayPolicy(ReplayPolicyRequest request) {
        var outlet = CallOutlet.current();
        return calls.stream(PolicyServiceGrpc.getReplayPolicyMethod(), request, (access, until) -> replayPolicy
                .run(
                        Names.filter(request.getPolicyRevision())
                                .filter(digest -> !digest.equals(RollbackPolicy.LIBRARY)),
                        Names.instant(request.getStart()),
                        Names.instant(request.getEnd()),
                        outlet::ready)
                .map(PolicyMessages::message));
    }

    @Override
    public Uni<ExplainAccessResponse> explainAccess(ExplainAccessRequest request) {
        return calls.handle(PolicyServiceGrpc.getExplainAccessMethod(), request, access -> explainAccess
                .run(access.call(), access.reach(), ExplainMessages.wanted(request))
                .map(ExplainMessages::message));
    }
}
