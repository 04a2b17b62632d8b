package dev.portcullis.policy;

import java.util.List;
import java.util.stream.Collectors;

/** A settings document that is not as its schema says. */
public final class PolicySettingsException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient List<Violation> violations;

    PolicySettingsException(List<Violation> violations) {
        super(violations.stream()
                .map(violation -> "settings" + violation.path() + ": " + violation.message())
                .collect(Collectors.joining("; ")));
        this.violations = List.copyOf(violations);
    }

    PolicySettingsException(String path, String rule, String message) {
        this(List.of(new Violation(path, rule, message)));
    }

    /** Every place that breaks a rule, at least one. */
    public List<Violation> violations() {
        return violations;
    }

    /**
     * A place and the rule it breaks.
     *
     * @param path a JSON pointer (RFC 6901); empty for the document itself
     * @param rule the keyword of JSON schema, such as {@code maximum}; {@code json} when it is no JSON
     * @param message the rule in words
     */
    public record Violation(String path, String rule, String message) {}
}
