package dev.portcullis.api;

import com.google.rpc.Status;
import dev.portcullis.common.ErrorReason;
import dev.portcullis.common.PortcullisException;
import io.grpc.protobuf.StatusProto;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * Says in gRPC's own words that a token is not valid. Quarkus looks at tokens before the call reaches any service, and answers a
 * bad one with a bare HTTP 401: here that becomes an answer of trailers only (gRPC over HTTP/2, "Responses"), with a reason.
 */
final class GrpcChallenge {

    private static final int FIRST = Integer.MIN_VALUE;
    private static final int UNAUTHORIZED = 401;
    private static final String GRPC = "application/grpc";
    private static final Pattern GRPC_TYPE = Pattern.compile("application/grpc(\\+.*)?");

    private static final Status STATUS = StatusProto.fromThrowable(ErrorMapping.toStatus(
            new PortcullisException(ErrorReason.UNAUTHENTICATED, "a valid bearer token is needed")));
    private static final String DETAILS = Base64.getEncoder().withoutPadding().encodeToString(STATUS.toByteArray());

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
        var response = context.response();
        if (response.getStatusCode() == UNAUTHORIZED) {
            response.setStatusCode(200)
                    .putHeader(HttpHeaders.CONTENT_TYPE, GRPC)
                    .putHeader("grpc-status", Integer.toString(STATUS.getCode()))
                    .putHeader("grpc-message", STATUS.getMessage())
                    .putHeader("grpc-status-details-bin", DETAILS);
        }
    }
}
