package dev.portcullis.common;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A failure that the caller is told of. Message, violations and metadata go over the wire: no secret may be in them. */
public final class PortcullisException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final ErrorReason reason;
    private final transient List<FieldViolation> violations;
    private final transient Map<String, String> metadata;

    /** A failure that its message says all of. */
    public PortcullisException(ErrorReason reason, String message) {
        this(reason, message, List.of(), Map.of());
    }

    /** A failure with fields to mend, or facts under stable names. */
    public PortcullisException(
            ErrorReason reason, String message, List<FieldViolation> violations, Map<String, String> metadata) {
        super(Objects.requireNonNull(message, "message"));
        this.reason = Objects.requireNonNull(reason, "reason");
        this.violations = List.copyOf(violations);
        this.metadata = Map.copyOf(metadata);
    }

    /** One field that breaks a rule. */
    public static PortcullisException invalid(String field, String rule) {
        return new PortcullisException(
                ErrorReason.FIELD_INVALID, field + ": " + rule, List.of(new FieldViolation(field, rule)), Map.of());
    }

    /** What kind of failure it is. */
    public ErrorReason reason() {
        return reason;
    }

    /** The fields to mend; empty if that is not it. */
    public List<FieldViolation> violations() {
        return violations;
    }

    /** Further facts for {@code google.rpc.ErrorInfo}. */
    public Map<String, String> metadata() {
        return metadata;
    }
}
