package dev.portcullis.api;

import build.buf.protovalidate.Validator;
import build.buf.protovalidate.ValidatorFactory;
import build.buf.protovalidate.Violation;
import build.buf.protovalidate.exceptions.ValidationException;
import build.buf.validate.FieldPathElement;
import com.google.protobuf.Message;
import dev.portcullis.common.ErrorReason;
import dev.portcullis.common.FieldViolation;
import dev.portcullis.common.PortcullisException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/** Holds requests to the rules that stand in the proto files (buf.validate). */
@ApplicationScoped
public class Validation {

    /** As many violations fit in a reply's trailers, for which a client takes 8 KiB. */
    private static final int MOST_SHOWN = 16;

    private final Validator validator = ValidatorFactory.newBuilder().build();

    /**
     * Fails with FIELD_INVALID and the first {@value #MOST_SHOWN} violations; metadata {@code violations} counts them all.
     * They name field and rule, and never the value.
     */
    public void check(Message request) {
        if (!ShortWay.keepsAllRules(request)) {
            refuse(WellFormed.violations(request));
            refuse(violations(request));
        }
    }

    private static void refuse(List<FieldViolation> violations) {
        if (!violations.isEmpty()) {
            var first = violations.get(0);
            throw new PortcullisException(
                    ErrorReason.FIELD_INVALID,
                    first.field() + ": " + first.rule(),
                    violations.stream().limit(MOST_SHOWN).toList(),
                    Map.of("violations", Integer.toString(violations.size())));
        }
    }

    private List<FieldViolation> violations(Message request) {
        try {
            return validator.validate(request).getViolations().stream()
                    .map(Validation::violation)
                    .toList();
        } catch (ValidationException e) {
            throw new IllegalStateException(
                    "the rules of " + request.getDescriptorForType().getFullName(), e);
        }
    }

    private static FieldViolation violation(Violation violation) {
        var path = new StringBuilder();
        for (var element : violation.toProto().getField().getElementsList()) {
            append(path, element);
        }
        return new FieldViolation(path.toString(), violation.toProto().getMessage());
    }

    private static void append(StringBuilder path, FieldPathElement element) {
        if (!path.isEmpty()) {
            path.append('.');
        }
        path.append(element.getFieldName());
        if (element.hasIndex()) {
            path.append('[').append(element.getIndex()).append(']');
        }
    }
}
