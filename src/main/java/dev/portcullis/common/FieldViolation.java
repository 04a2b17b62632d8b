package dev.portcullis.common;

import java.util.Objects;

/**
 * One field that breaks one rule.
 *
 * @param field the path of the field, as {@code asset.tags[2]}
 * @param rule the rule and, if it helps, the length or type of the value; never the value
 */
public record FieldViolation(String field, String rule) {

    public FieldViolation {
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(rule, "rule");
    }
}
