package dev.portcullis.api;

import dev.portcullis.grant.ApproveRequest;
import dev.portcullis.grant.CloseRequest;
import dev.portcullis.grant.Filter;
import dev.portcullis.grant.Grants;
import dev.portcullis.grant.NewRequest;
import dev.portcullis.grant.RequestAccess;
import dev.portcullis.grant.SimulateRequest;
import dev.portcullis.v1.ApproveRequestRequest;
import dev.portcullis.v1.ApproveRequestResponse;
import dev.portcullis.v1.CancelRequestRequest;
import dev.portcullis.v1.CancelRequestResponse;
import dev.portcullis.v1.GetGrantRequest;
import dev.portcullis.v1.GetGrantResponse;
import dev.portcullis.v1.GetRequestRequest;
import dev.portcullis.v1.GetRequestResponse;
import dev.portcullis.v1.GrantService;
import dev.portcullis.v1.GrantServiceGrpc;
import dev.portcullis.v1.GrantState;
import dev.portcullis.v1.ListGrantsRequest;
import dev.portcullis.v1.ListGrantsResponse;
import dev.portcullis.v1.ListRequestsRequest;
import dev.portcullis.v1.ListRequestsResponse;
import dev.portcullis.v1.RejectRequestRequest;
import dev.portcullis.v1.RejectRequestResponse;
import dev.portcullis.v1.RequestAccessRequest;
import dev.portcullis.v1.RequestAccessResponse;
import dev.portcullis.v1.RequestState;
import dev.portcullis.v1.SimulateRequestRequest;
import dev.portcullis.v1.SimulateRequestResponse;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;

/** GrantService on the wire. */
@GrpcService
class GrantApi implements GrantService {

    private final Calls calls;
    private final RequestAccess requestAccess;
    private final SimulateRequest simulateRequest;
    private final ApproveRequest approveRequest;
    private final CloseRequest closeRequest;
    private final Grants grants;

    GrantApi(
            Calls calls,
            RequestAccess requestAccess,
            SimulateRequest simulateRequest,
            ApproveRequest approveRequest,
            CloseRequest closeRequest,
            Grants grants) {
        this.calls = calls;
        this.requestAccess = requestAccess;
        this.simulateRequest = simulateRequest;
        this.approveRequest = approveRequest;
        this.closeRequest = closeRequest;
        this.grants = grants;
    }

    @Override
    public Uni<RequestAccessResponse> requestAccess(RequestAccessRequest request) {
        return calls.handle(GrantServiceGrpc.getRequestAccessMethod(), request, access -> requestAccess
                .run(access.call(), access.reach(), newRequest(request))
                .map(made -> RequestAccessResponse.newBuilder()
                        .setRequest(GrantMessages.of(made))
                        .build()));
    }

    @Override
    public Uni<SimulateRequestResponse> simulateRequest(SimulateRequestRequest request) {
        return calls.handle(GrantServiceGrpc.getSimulateRequestMethod(), request, access -> simulateRequest
                .run(access.call(), access.reach(), newRequest(request))
                .map(GrantMessages::of));
    }

    @Override
    public Uni<ApproveRequestResponse> approveRequest(ApproveRequestRequest request) {
        return calls.handle(GrantServiceGrpc.getApproveRequestMethod(), request, access -> approveRequest
                .run(access.call(), access.reach(), Names.id(request.getName()), request.getNote())
                .map(approved -> ApproveRequestResponse.newBuilder()
                        .setRequest(GrantMessages.of(approved))
                        .build()));
    }

    @Override
    public Uni<RejectRequestResponse> rejectRequest(RejectRequestRequest request) {
        return calls.handle(GrantServiceGrpc.getRejectRequestMethod(), request, access -> closeRequest
                .reject(access.call(), access.reach(), Names.id(request.getName()), request.getNote())
                .map(rejected -> RejectRequestResponse.newBuilder()
                        .setRequest(GrantMessages.of(rejected))
                        .build()));
    }

    @Override
    public Uni<CancelRequestResponse> cancelRequest(CancelRequestRequest request) {
        return calls.handle(GrantServiceGrpc.getCancelRequestMethod(), request, access -> closeRequest
                .cancel(access.call(), access.reach(), Names.id(request.getName()))
                .map(cancelled -> CancelRequestResponse.newBuilder()
                        .setRequest(GrantMessages.of(cancelled))
                        .build()));
    }

    @Override
    public Uni<GetRequestResponse> getRequest(GetRequestRequest request) {
        return calls.handle(GrantServiceGrpc.getGetRequestMethod(), request, access -> grants.getRequest(
                        access.reach(), Names.id(request.getName()))
                .map(found -> GetRequestResponse.newBuilder()
                        .setRequest(GrantMessages.of(found))
                        .build()));
    }

    @Override
    public Uni<ListRequestsResponse> listRequests(ListRequestsRequest request) {
        return calls.handle(GrantServiceGrpc.getListRequestsMethod(), request, access -> grants.listRequests(
                        access.reach(), filter(request), Paging.request(access, request))
                .map(page -> ListRequestsResponse.newBuilder()
                        .addAllRequests(page.map(GrantMessages::of).items())
                        .setNextPageToken(Paging.next(access, request, page))
                        .build()));
    }

    @Override
    public Uni<GetGrantResponse> getGrant(GetGrantRequest request) {
        return calls.handle(GrantServiceGrpc.getGetGrantMethod(), request, access -> grants.getGrant(
                        access.reach(), Names.id(request.getName()))
                .map(found -> GetGrantResponse.newBuilder()
                        .setGrant(GrantMessages.of(found))
                        .build()));
    }

    @Override
    public Uni<ListGrantsResponse> listGrants(ListGrantsRequest request) {
        return calls.handle(GrantServiceGrpc.getListGrantsMethod(), request, access -> grants.listGrants(
                        access.reach(), filter(request), Paging.request(access, request))
                .map(page -> ListGrantsResponse.newBuilder()
                        .addAllGrants(page.map(GrantMessages::of).items())
                        .setNextPageToken(Paging.next(access, request, page))
                        .build()));
    }

    private static NewRequest newRequest(RequestAccessRequest request) {
        return new NewRequest(
                Names.id(request.getContractor()),
                request.getAssetsList().stream().map(Names::id).toList(),
                Actions.domain(request.getActionsList()),
                request.getPurpose(),
                request.getJustification(),
                Duration.ofSeconds(request.getDuration().getSeconds()),
                request.hasNotBefore() ? Optional.of(Names.instant(request.getNotBefore())) : Optional.empty(),
                request.getBreakGlass());
    }

    private static NewRequest newRequest(SimulateRequestRequest request) {
        return new NewRequest(
                Names.id(request.getContractor()),
                request.getAssetsList().stream().map(Names::id).toList(),
                Actions.domain(request.getActionsList()),
                request.getPurpose(),
                request.getJustification(),
                Duration.ofSeconds(request.getDuration().getSeconds()),
                request.hasNotBefore() ? Optional.of(Names.instant(request.getNotBefore())) : Optional.empty(),
                request.getBreakGlass());
    }

    private static Filter<dev.portcullis.grant.RequestState> filter(ListRequestsRequest request) {
        return new Filter<>(
                Names.filter(request.getPartner()),
                Names.filter(request.getContractor()),
                Optional.of(request.getState())
                        .filter(state -> state != RequestState.REQUEST_STATE_UNSPECIFIED)
                        .map(state -> dev.portcullis.grant.RequestState.valueOf(
                                state.name().substring("REQUEST_STATE_".length()))),
                request.getBreakGlass());
    }

    private static Filter<dev.portcullis.grant.GrantState> filter(ListGrantsRequest request) {
        return new Filter<>(
                Names.filter(request.getPartner()),
                Names.filter(request.getContractor()),
                Optional.of(request.getState())
                        .filter(state -> state != GrantState.GRANT_STATE_UNSPECIFIED)
                        .map(state -> dev.portcullis.grant.GrantState.valueOf(
                                state.name().substring("GRANT_STATE_".length()))),
                request.getBreakGlass());
    }
}
