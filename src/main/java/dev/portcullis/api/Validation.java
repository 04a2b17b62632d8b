package dev.portcullis.api;

import build.buf.protovalidate.Validator;
import build.buf.protovalidate.ValidatorFactory;
import build.buf.protovalidate.Violation;
import build.buf.protovalidate.exceptions.CompilationException;
import build.buf.protovalidate.exceptions.ValidationException;
import build.buf.validate.FieldPathElement;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Message;
import dev.portcullis.common.ErrorReason;
import dev.portcullis.common.FieldViolation;
import dev.portcullis.common.PortcullisException;
import dev.portcullis.v1.AccessProto;
import dev.portcullis.v1.AuditProto;
import dev.portcullis.v1.CatalogProto;
import dev.portcullis.v1.CredentialProto;
import dev.portcullis.v1.GrantProto;
import dev.portcullis.v1.IdentityProto;
import dev.portcullis.v1.PartnerProto;
import dev.portcullis.v1.PolicyProto;
import dev.portcullis.v1.RevocationProto;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/** Holds requests to the rules that stand in the proto files (buf.validate). */
@Startup
@ApplicationScoped
public class Validation {

    /** As many violations fit in a reply's trailers, for which a client takes 8 KiB. */
    private static final int MOST_SHOWN = 16;

    /** Where the requests are. */
    private static final List<FileDescriptor> FILES = List.of(
            AccessProto.getDescriptor(),
            AuditProto.getDescriptor(),
            CatalogProto.getDescriptor(),
            CredentialProto.getDescriptor(),
            GrantProto.getDescriptor(),
            IdentityProto.getDescriptor(),
            PartnerProto.getDescriptor(),
            PolicyProto.getDescriptor(),
            RevocationProto.getDescriptor());

    private final Validator validator = compiled();

    /** Knows the rules from the start: to compile them takes seconds that no call, nor the event loop, has. */
    private static Validator compiled() {
        var requests = FILES.stream()
                .flatMap(file -> file.getServices().stream())
                .flatMap(service -> service.getMethods().stream())
                .map(MethodDescriptor::getInputType)
                .toList();
        try {
            return ValidatorFactory.newBuilder().buildWithDescriptors(requests, false);
        } catch (CompilationException e) {
            throw new IllegalStateException("the rules in the proto files", e);
        }
    }

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
