package dev.portcullis.bench;

import dev.portcullis.v1.AccessQuestion;
import dev.portcullis.v1.AccessServiceGrpc;
import dev.portcullis.v1.BatchCheckRequest;
import dev.portcullis.v1.BatchCheckResponse;
import dev.portcullis.v1.CheckRequest;
import dev.portcullis.v1.CheckResponse;
import dev.portcullis.v1.Effect;
import grpc.health.v1.HealthGrpc;
import grpc.health.v1.HealthOuterClass.HealthCheckRequest;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse.ServingStatus;
import java.util.List;
import java.util.stream.IntStream;

/** The kinds of call that are measured beside each other. */
final class Workloads {

    /** The no-op with the token: what Check is held against. */
    static final String NO_OP = "no-op";

    static final String NO_OP_UNSIGNED = "no-op, no token";
    static final String CHECK = "Check";
    static final String BATCH = "BatchCheck of 100";

    private static final int BATCH_SIZE = 100;

    private Workloads() {}

    static Workload<HealthCheckRequest, HealthCheckResponse> noOp() {
        return noOp(NO_OP, true);
    }

    static Workload<HealthCheckRequest, HealthCheckResponse> noOpUnsigned() {
        return noOp(NO_OP_UNSIGNED, false);
    }

    private static Workload<HealthCheckRequest, HealthCheckResponse> noOp(String name, boolean signedIn) {
        return new Workload<>(
                name,
                HealthGrpc.getCheckMethod(),
                signedIn,
                n -> HealthCheckRequest.getDefaultInstance(),
                answer -> answer.getStatus() == ServingStatus.SERVING);
    }

    static Workload<CheckRequest, CheckResponse> check(List<AccessQuestion> questions) {
        var requests = questions.stream()
                .map(question -> CheckRequest.newBuilder().setQuestion(question).build())
                .toList();
        return new Workload<>(
                CHECK,
                AccessServiceGrpc.getCheckMethod(),
                true,
                n -> requests.get(n % requests.size()),
                answer -> answer.getDecision().getEffect() == Effect.EFFECT_ALLOW);
    }

    static Workload<BatchCheckRequest, BatchCheckResponse> batch(List<AccessQuestion> questions) {
        var request = BatchCheckRequest.newBuilder()
                .addAllQuestions(IntStream.range(0, BATCH_SIZE)
                        .mapToObj(i -> questions.get(i % questions.size()))
                        .toList())
                .build();
        return new Workload<>(
                BATCH,
                AccessServiceGrpc.getBatchCheckMethod(),
                true,
                n -> request,
                answer -> answer.getDecisionsCount() == BATCH_SIZE
                        && answer.getDecisionsList().stream()
                                .allMatch(decision -> decision.getEffect() == Effect.EFFECT_ALLOW));
    }
}
