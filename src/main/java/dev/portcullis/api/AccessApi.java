package dev.portcullis.api;

import dev.portcullis.access.AccessibleAssets;
import dev.portcullis.access.CheckAccess;
import dev.portcullis.access.Question;
import dev.portcullis.v1.AccessQuestion;
import dev.portcullis.v1.AccessService;
import dev.portcullis.v1.AccessServiceGrpc;
import dev.portcullis.v1.BatchCheckRequest;
import dev.portcullis.v1.BatchCheckResponse;
import dev.portcullis.v1.CheckRequest;
import dev.portcullis.v1.CheckResponse;
import dev.portcullis.v1.ListAccessibleAssetsRequest;
import dev.portcullis.v1.ListAccessibleAssetsResponse;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** AccessService on the wire. */
@GrpcService
class AccessApi implements AccessService {

    private final Calls calls;
    private final CheckAccess checkAccess;
    private final AccessibleAssets accessibleAssets;

    AccessApi(Calls calls, CheckAccess checkAccess, AccessibleAssets accessibleAssets) {
        this.calls = calls;
        this.checkAccess = checkAccess;
        this.accessibleAssets = accessibleAssets;
    }

    @Override
    public Uni<CheckResponse> check(CheckRequest request) {
        return calls.handleInMemory(AccessServiceGrpc.getCheckMethod(), request, access -> checkAccess
                .run(access.call(), List.of(question(request.getQuestion())))
                .map(decisions -> CheckResponse.newBuilder()
                        .setDecision(DecisionMessages.of(decisions.get(0)))
                        .build()));
    }

    @Override
    public Uni<BatchCheckResponse> batchCheck(BatchCheckRequest request) {
        return calls.handleInMemory(AccessServiceGrpc.getBatchCheckMethod(), request, access -> checkAccess
                .run(
                        access.call(),
                        request.getQuestionsList().stream()
                                .map(AccessApi::question)
                                .toList())
                .map(decisions -> BatchCheckResponse.newBuilder()
                        .addAllDecisions(
                                decisions.stream().map(DecisionMessages::of).toList())
                        .build()));
    }

    @Override
    public Uni<ListAccessibleAssetsResponse> listAccessibleAssets(ListAccessibleAssetsRequest request) {
        return calls.handle(AccessServiceGrpc.getListAccessibleAssetsMethod(), request, access -> accessibleAssets
                .run(
                        access.call(),
                        request.getCredential(),
                        Actions.domain(request.getAction()),
                        Paging.request(request))
                .map(reach -> ListAccessibleAssetsResponse.newBuilder()
                        .addAllAssets(reach.assetIds().map(Names::asset).items())
                        .setNextPageToken(Paging.next(request, reach.assetIds()))
                        .setStateRevision(reach.stateRevision())
                        .build()));
    }

    private static Question question(AccessQuestion question) {
        return new Question(
                question.getCredential(), Actions.domain(question.getAction()), Names.id(question.getAsset()));
    }
}
