package dev.portcullis.api;

import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import dev.portcullis.audit.RecordReading.Reading;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a request for something to read says, for the record: all its fields but those that hold a secret. */
final class Readings {

    private Readings() {}

    static Reading of(Message request) {
        return new Reading(
                named(request, "partners/"),
                named(request, "contractors/"),
                named(request, "assets/"),
                fields(request));
    }

    /** The id of the thing of a collection that a field names. */
    private static Optional<String> named(Message request, String collection) {
        return request.getAllFields().entrySet().stream()
                .filter(field -> !isSecret(field.getKey()))
                .map(Map.Entry::getValue)
                .filter(value -> value instanceof String text && text.startsWith(collection))
                .map(value -> Names.id((String) value))
                .findFirst();
    }

    private static Map<String, Object> fields(Message message) {
        var fields = new TreeMap<String, Object>();
        message.getAllFields().forEach((field, value) -> {
            if (!isSecret(field)) {
                fields.put(
                        field.getName(),
                        value instanceof List<?> all
                                ? all.stream().map(Readings::plain).toList()
                                : plain(value));
            }
        });
        return fields;
    }

    private static Object plain(Object value) {
        if (value instanceof Timestamp timestamp) {
            return Names.instant(timestamp).toString();
        }
        if (value instanceof Message message) {
            return fields(message);
        }
        return value instanceof EnumValueDescriptor constant ? constant.getName() : value;
    }

    private static boolean isSecret(FieldDescriptor field) {
        return field.getOptions().getDebugRedact();
    }
}
