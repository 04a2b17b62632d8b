package dev.portcullis.local;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.ErrorInfo;
import dev.portcullis.local.KeycloakAdmin.User;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ClientCalls;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A call of a mutation with a request_id: it can be made again, and its outcomes compared. */
record RepeatableCall<Q extends Message, A extends Message>(User caller, MethodDescriptor<Q, A> method, Q request) {

    private static final long LIMIT_SECONDS = 120;

    /**
     * How a call ended: with an answer, with a refusal (the reason in its ErrorInfo), or broken off, neither of the two.
     *
     * @param detail what gRPC said of a call that gave no answer
     */
    record Outcome(RepeatableCall<?, ?> call, Optional<Message> answer, Optional<String> refusal, String detail) {

        private static final Set<String> BARRED = Set.of("CALLER_REVOKED", "CALLER_PARTNER_NOT_ACTIVE");

        boolean isBroken() {
            return answer.isEmpty() && refusal.isEmpty();
        }

        /** Whether it was refused for who called, whatever was called: that says nothing of what an earlier try came to. */
        boolean isBarred() {
            return refusal.filter(BARRED::contains).isPresent();
        }
    }

    /** Makes it on a channel that is signed in as the caller. */
    Outcome make(Channel channel) {
        try {
            var options = CallOptions.DEFAULT.withDeadlineAfter(LIMIT_SECONDS, TimeUnit.SECONDS);
            var answer = ClientCalls.blockingUnaryCall(channel, method, options, request);
            return new Outcome(this, Optional.of(answer), Optional.empty(), "");
        } catch (StatusRuntimeException e) {
            return new Outcome(this, Optional.empty(), reason(e), e.getStatus().toString());
        }
    }

    /** Its idempotency key. */
    String requestId() {
        return (String) request.getField(request.getDescriptorForType().findFieldByName("request_id"));
    }

    @Override
    public String toString() {
        return method.getBareMethodName() + " as " + caller.name() + " "
                + request.toString().replaceAll("\\s+", " ");
    }

    /** The reason of a refusal; empty if the call was broken off. */
    static Optional<String> reason(StatusRuntimeException failure) {
        var status = StatusProto.fromThrowable(failure);
        try {
            for (var detail : status.getDetailsList()) {
                if (detail.is(ErrorInfo.class)) {
                    return Optional.of(detail.unpack(ErrorInfo.class).getReason())
                            .filter(reason -> !reason.equals("DECISION_UNAVAILABLE"));
                }
            }
            return Optional.empty();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }
}
