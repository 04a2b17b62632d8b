package dev.portcullis.api;

import build.buf.validate.ValidateProto;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import dev.portcullis.common.FieldViolation;
import java.util.ArrayList;
import java.util.List;

/**
 * What must hold before the rules of a request can be looked at: no list is longer than it may be, for the rules visit every
 * element, and a megabyte holds half a million; and timestamps and durations are some, for the rules reckon with them.
 */
final class WellFormed {

    /** The most elements of a list to which the proto files set no limit. */
    private static final int MAX_ITEMS = 1000;

    private final List<FieldViolation> violations = new ArrayList<>();

    private WellFormed() {}

    /** What is not well formed; empty if all is. */
    static List<FieldViolation> violations(Message request) {
        var check = new WellFormed();
        check.fields("", request);
        return check.violations;
    }

    private void fields(String prefix, Message message) {
        message.getAllFields().forEach((field, value) -> {
            var path = prefix + field.getName();
            if (field.isRepeated()) {
                list(path, field, (List<?>) value);
            } else {
                value(path, value);
            }
        });
    }

    private void list(String path, FieldDescriptor field, List<?> values) {
        var rules = field.getOptions().getExtension(ValidateProto.field).getRepeated();
        var most = rules.hasMaxItems() ? rules.getMaxItems() : MAX_ITEMS;
        if (values.size() > most) {
            violations.add(new FieldViolation(
                    path, "value must contain no more than " + most + " item(s), and has " + values.size()));
            return;
        }
        for (var i = 0; i < values.size(); i++) {
            value(path + "[" + i + "]", values.get(i));
        }
    }

    private void value(String path, Object value) {
        if (value instanceof Timestamp timestamp) {
            if (!Timestamps.isValid(timestamp)) {
                violations.add(new FieldViolation(
                        path, "value must be from year 1 to 9999, with nanos from 0 to 999,999,999"));
            }
        } else if (value instanceof Duration duration) {
            if (!Durations.isValid(duration)) {
                violations.add(new FieldViolation(
                        path, "value must be within 10,000 years, with nanos of the sign of its seconds"));
            }
        } else if (value instanceof Message message) {
            fields(path + ".", message);
        }
    }
}
