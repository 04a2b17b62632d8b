package dev.portcullis.api;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.BadRequest.FieldViolation;
import com.google.rpc.ErrorInfo;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a failed call says, read out of its {@code google.rpc.Status}. */
final class Errors {

    private Errors() {}

    /** The reason in ErrorInfo; the status itself where there is none. */
    static String reason(Throwable failure) {
        return detail(failure, ErrorInfo.class).map(ErrorInfo::getReason).orElse(failure.getMessage());
    }

    /** The reasons that policy gave. */
    static List<String> policyReasons(Throwable failure) {
        return detail(failure, ErrorInfo.class).stream()
                .map(info -> info.getMetadataOrDefault("policy_reasons", ""))
                .flatMap(reasons -> List.of(reasons.split(",")).stream())
                .toList();
    }

    /** All that came over the wire, as text. */
    static String all(Throwable failure) {
        return failure + " " + Status.trailersFromThrowable(failure) + " " + StatusProto.fromThrowable(failure);
    }

    /** Further facts. */
    static Map<String, String> metadata(Throwable failure) {
        return detail(failure, ErrorInfo.class).map(ErrorInfo::getMetadataMap).orElse(Map.of());
    }

    /** The fields in BadRequest. */
    static List<String> fields(Throwable failure) {
        return detail(failure, BadRequest.class).stream()
                .flatMap(bad -> bad.getFieldViolationsList().stream())
                .map(FieldViolation::getField)
                .toList();
    }

    private static <M extends Message> Optional<M> detail(Throwable failure, Class<M> type) {
        var status = StatusProto.fromThrowable(failure);
        return status == null
                ? Optional.empty()
                : status.getDetailsList().stream()
                        .filter(detail -> detail.is(type))
                        .findFirst()
                        .map(detail -> {
                            try {
                                return detail.unpack(type);
                            } catch (InvalidProtocolBufferException e) {
                                throw new IllegalStateException(e);
                            }
                        });
    }
}
