package dev.portcullis.api;

import dev.portcullis.common.ErrorReason;
import dev.portcullis.common.PortcullisException;
import dev.portcullis.identity.Refusal;
import dev.portcullis.identity.SignIn;
import io.grpc.protobuf.StatusProto;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Says in gRPC's own words that a token is not valid. Quarkus looks at tokens before the call reaches any service, and answers a
 * bad one with a bare HTTP 401 (or 503): here that becomes an answer of trailers only (gRPC over HTTP/2, "Responses"), with a reason.
 */
final class GrpcChallenge {

    private static final int FIRST = Integer.MIN_VALUE;
    private static final int UNAUTHORIZED = 401;
    private static final String GRPC = "application/grpc";
    private static final Pattern GRPC_TYPE = Pattern.compile("application/grpc(\\+.*)?");

    private static final Map<ErrorReason, Answer> ANSWERS = Map.of(
            ErrorReason.UNAUTHENTICATED,
            Answer.of(ErrorReason.UNAUTHENTICATED, "a valid bearer token is needed"),
            ErrorReason.TOKEN_NOT_BOUND,
            Answer.of(ErrorReason.TOKEN_NOT_BOUND, "your role needs a token that is bound to a key"),
            ErrorReason.PROOF_INVALID,
            Answer.of(ErrorReason.PROOF_INVALID, "the token is bound to a key, which was not proven for this call"),
            ErrorReason.PROOF_NONCE_NEEDED,
            Answer.of(ErrorReason.PROOF_NONCE_NEEDED, "the proof needs the nonce in dpop-nonce"),
            ErrorReason.SIGN_IN_UNAVAILABLE,
            Answer.of(ErrorReason.SIGN_IN_UNAVAILABLE, "no token can be verified now"));

    /** What is said, put together once: whoever sends nonsense is not to make work. */
    private record Answer(String code, String message, String details) {

        static Answer of(ErrorReason reason, String message) {
            var status = StatusProto.fromThrowable(ErrorMapping.toStatus(new PortcullisException(reason, message)));
            return new Answer(
                    Integer.toString(status.getCode()),
                    status.getMessage(),
                    Base64.getEncoder().withoutPadding().encodeToString(status.toByteArray()));
        }
    }

    void register(@Observes Router router) {
        router.route().order(FIRST).handler(context -> {
            var type = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
            if (type != null
                    && GRPC_TYPE.matcher(type).matches()
                    && context.request().version() == HttpVersion.HTTP_2) {
                context.addHeadersEndHandler(nothing -> translate(context));
            }
            context.next();
        });
    }

    private static void translate(RoutingContext context) {
        var refusal = SignIn.refusal(context).map(Refusal::reason);
        if (refusal.isPresent() || context.response().getStatusCode() == UNAUTHORIZED) {
            var answer = ANSWERS.get(refusal.orElse(ErrorReason.UNAUTHENTICATED));
            context.response()
                    .setStatusCode(200)
                    .putHeader(HttpHeaders.CONTENT_TYPE, GRPC)
                    .putHeader("grpc-status", answer.code())
                    .putHeader("grpc-message", answer.message())
                    .putHeader("grpc-status-details-bin", answer.details());
        }
    }
}
