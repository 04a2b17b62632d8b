package dev.portcullis.api;

import dev.portcullis.access.AccessContext;
import dev.portcullis.access.AccessibleAssets;
import dev.portcullis.access.CheckAccess;
import dev.portcullis.access.Question;
import dev.portcullis.access.SourceAddress;
import dev.portcullis.common.PortcullisException;
import dev.portcullis.credential.KeyThumbprint;
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
import java.util.stream.IntStream;

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
                .run(access.call(), List.of(question("question", request.getQuestion())))
                .map(decisions -> CheckResponse.newBuilder()
                        .setDecision(DecisionMessages.of(decisions.get(0)))
                        .build()));
    }

    @Override
    public Uni<BatchCheckResponse> batchCheck(BatchCheckRequest request) {
        return calls.handleInMemory(AccessServiceGrpc.getBatchCheckMethod(), request, access -> checkAccess
                .run(
                        access.call(),
                        IntStream.range(0, request.getQuestionsCount())
                                .mapToObj(i -> question("questions[" + i + "]", request.getQuestions(i)))
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
                        context("context", request.getContext()),
                        Paging.request(access, request))
                .map(reach -> ListAccessibleAssetsResponse.newBuilder()
                        .addAllAssets(reach.assetIds().map(Names::asset).items())
                        .setNextPageToken(Paging.next(access, request, reach.assetIds()))
                        .setStateRevision(reach.stateRevision())
                        .build()));
    }

    private static Question question(String field, AccessQuestion question) {
        return new Question(
                question.getCredential(),
                Actions.domain(question.getAction()),
                Names.id(question.getAsset()),
                question.hasContext() ? context(field + ".context", question.getContext()) : AccessContext.UNKNOWN);
    }

    /** Fails with FIELD_INVALID for an address that is none. */
    static AccessContext context(String field, dev.portcullis.v1.AccessContext context) {
        var address = context.getSourceAddress();
        var key = context.getProofKeyThumbprint();
        return new AccessContext(
                address.isEmpty()
                        ? null
                        : SourceAddress.parse(address)
                                .orElseThrow(() -> PortcullisException.invalid(
                                        field + ".source_address", "must be an IPv4 or IPv6 literal")),
                context.getCountry().isEmpty() ? null : context.getCountry(),
                key.isEmpty() ? null : new KeyThumbprint(key).sha256());
    }
}
