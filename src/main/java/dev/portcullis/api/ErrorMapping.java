package dev.portcullis.api;

import com.google.protobuf.Any;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import dev.portcullis.common.Causes;
import dev.portcullis.common.ErrorReason;
import dev.portcullis.common.PortcullisException;
import dev.portcullis.policy.PolicyUnavailableException;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.UnauthorizedException;
import io.smallrye.mutiny.CompositeException;
import io.vertx.pgclient.PgException;
import java.net.SocketException;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Turns any failure into a {@code google.rpc.Status} with {@code ErrorInfo} (and {@code BadRequest} where fields are to be
 * mended). What is not in the catalogue is logged and shown as INTERNAL, without a word of its cause.
 */
final class ErrorMapping {

    /** The domain in {@code ErrorInfo}. */
    static final String DOMAIN = "portcullis.dev";

    /** SQLSTATEs: connection lost, server going down, transaction ended for idling, no lock or connection to be had. */
    private static final List<String> OUTAGES = List.of("08", "57", "25P03", "55P03", "53300");

    private static final Logger LOG = Logger.getLogger(ErrorMapping.class);
    private static final FailureLog NO_DECISION = new FailureLog(LOG, "policy gave no decision");
    private static final FailureLog NO_STORE = new FailureLog(LOG, "the database does not answer");

    private ErrorMapping() {}

    static Throwable toStatus(Throwable failure) {
        var cause = failure instanceof CompositeException composite
                ? composite.getCauses().get(0)
                : failure;
        if (cause instanceof StatusRuntimeException || cause instanceof StatusException) {
            return cause;
        }
        return StatusProto.toStatusRuntimeException(status(known(cause)));
    }

    private static PortcullisException known(Throwable cause) {
        if (cause instanceof PortcullisException known) {
            return known;
        }
        if (cause instanceof AuthenticationFailedException || cause instanceof UnauthorizedException) {
            return new PortcullisException(ErrorReason.UNAUTHENTICATED, "a valid bearer token is needed");
        }
        if (cause instanceof PolicyUnavailableException) {
            NO_DECISION.failed(cause);
            return new PortcullisException(ErrorReason.DECISION_UNAVAILABLE, "no decision can be made now");
        }
        if (isOutage(cause)) {
            NO_STORE.failed(cause);
            return new PortcullisException(ErrorReason.STORE_UNAVAILABLE, "the store cannot be reached now");
        }
        LOG.error("unexpected failure", cause);
        return new PortcullisException(ErrorReason.INTERNAL, "internal error");
    }

    /** Connections refused, dropped or not to be had, and what SQLSTATE tells of them. */
    private static boolean isOutage(Throwable failure) {
        return Causes.of(failure)
                .anyMatch(cause -> cause instanceof SocketException
                        || cause instanceof io.vertx.core.impl.NoStackTraceThrowable
                        || cause instanceof io.vertx.core.VertxException
                        || cause instanceof PgException pg
                                && pg.getSqlState() != null
                                && OUTAGES.stream().anyMatch(pg.getSqlState()::startsWith));
    }

    private static Status status(PortcullisException failure) {
        var reason = failure.reason();
        var info = ErrorInfo.newBuilder()
                .setReason(reason.name())
                .setDomain(DOMAIN)
                .putAllMetadata(failure.metadata())
                .putMetadata("retryable", Boolean.toString(reason.retryable()));
        var status = Status.newBuilder()
                .setCode(reason.code().value())
                .setMessage(failure.getMessage())
                .addDetails(Any.pack(info.build()));
        if (!failure.violations().isEmpty()) {
            var bad = BadRequest.newBuilder();
            failure.violations().forEach(violation -> bad.addFieldViolationsBuilder()
                    .setField(violation.field())
                    .setDescription(violation.rule()));
            status.addDetails(Any.pack(bad.build()));
        }
        return status.build();
    }
}
