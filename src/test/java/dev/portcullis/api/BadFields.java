package dev.portcullis.api;

import build.buf.validate.ValidateProto;
import com.google.api.FieldBehavior;
import com.google.api.FieldBehaviorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Duration;
import com.google.protobuf.FieldMask;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Makes bad requests of a good one: of every field that a caller sets, each with one value that is wrong. */
final class BadFields {

    /** Where people write, and may break lines. */
    private static final Set<String> MULTILINE = Set.of("note", "justification");

    /** Stands in texts that are too long or in the wrong place, so that a test can look whether an answer repeats it. */
    static final String SECRET = "s3cr3t";

    private static final int UNKNOWN = 99;

    private final List<Bad> found = new ArrayList<>();

    private BadFields() {}

    /**
     * A bad request.
     *
     * @param field what the answer must name
     * @param why what is wrong with it
     */
    record Bad(String field, String why, Message request) {}

    static List<Bad> of(Message good) {
        var bad = new BadFields();
        bad.fields("", good, message -> message);
        return bad.found;
    }

    private void fields(String prefix, Message message, Function<Message, Message> whole) {
        for (var field : message.getDescriptorForType().getFields()) {
            if (!behaves(field, FieldBehavior.OUTPUT_ONLY) && !isEmptyAlternative(field, message)) {
                var path = prefix + field.getName();
                if (behaves(field, FieldBehavior.REQUIRED)) {
                    add(
                            path,
                            "missing",
                            whole.apply(message.toBuilder().clearField(field).build()));
                }
                any(
                        path,
                        field,
                        message.getField(field),
                        value -> whole.apply(
                                message.toBuilder().setField(field, value).build()));
            }
        }
        for (var oneof : message.getDescriptorForType().getRealOneofs()) {
            add(
                    prefix + oneof.getName(),
                    "none set",
                    whole.apply(message.toBuilder().clearOneof(oneof).build()));
        }
    }

    /** A message that stands in no good request, as another is in its place: there is nothing good to make bad. */
    private static boolean isEmptyAlternative(FieldDescriptor field, Message message) {
        return field.getRealContainingOneof() != null
                && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
                && !message.hasField(field);
    }

    private void any(String path, FieldDescriptor field, Object value, Function<Object, Message> set) {
        if (field.isRepeated()) {
            var first = ((List<?>) value).get(0);
            var small = first instanceof Message element ? element.getDefaultInstanceForType() : first;
            add(path, "10,000 elements", set.apply(Collections.nCopies(10_000, small)));
            if (field.getOptions()
                    .getExtension(ValidateProto.field)
                    .getRepeated()
                    .getUnique()) {
                add(path, "the same twice", set.apply(List.of(first, first)));
            }
            one(path + "[0]", field, first, element -> set.apply(List.of(element)));
        } else {
            one(path, field, value, set);
        }
    }

    private void one(String path, FieldDescriptor field, Object value, Function<Object, Message> set) {
        switch (field.getJavaType()) {
            case STRING -> strings(field, (String) value).forEach(bad -> add(path, shown(bad), set.apply(bad)));
            case INT -> Stream.of(-1, Integer.MIN_VALUE).forEach(bad -> add(path, bad.toString(), set.apply(bad)));
            case LONG -> Stream.of(-1L, Long.MIN_VALUE).forEach(bad -> add(path, bad.toString(), set.apply(bad)));
            case ENUM ->
                add(path, "unknown value", set.apply(field.getEnumType().findValueByNumberCreatingIfUnknown(UNKNOWN)));
            case BYTE_STRING ->
                add(path, "512 KiB and a byte", set.apply(ByteString.copyFrom(new byte[(512 << 10) + 1])));
            // Only where true is all that may be said.
            case BOOLEAN -> {
                if (field.getOptions()
                        .getExtension(ValidateProto.field)
                        .getBool()
                        .hasConst()) {
                    add(path, "false", set.apply(false));
                }
            }
            case MESSAGE -> message(path, (Message) value, set);
            default -> throw new IllegalStateException("no bad value is known of the type of " + path);
        }
    }

    private static Stream<String> strings(FieldDescriptor field, String good) {
        var all = Stream.of(SECRET.repeat(1000));
        if (field.getOptions().getDebugRedact()) {
            return all;
        }
        var control = Stream.of("\0", "\u001b[2J", "\u007f", "\u0085").map(end -> good + end);
        var lines = MULTILINE.contains(field.getName()) ? Stream.<String>empty() : Stream.of(good + "\n");
        var words = isFree(field) ? Stream.<String>empty() : Stream.of(SECRET + " " + SECRET);
        var names =
                good.contains("/") ? Stream.of("A" + good, good + "/x", good.replace("/", "")) : Stream.<String>empty();
        return Stream.of(all, control, lines, words, names).flatMap(each -> each);
    }

    /** Whether it is text with blanks. */
    private static boolean isFree(FieldDescriptor field) {
        return MULTILINE.contains(field.getName()) || field.getName().equals("display_name");
    }

    private void message(String path, Message value, Function<Object, Message> set) {
        if (value instanceof Timestamp) {
            timestamps().forEach(bad -> add(path, shown(bad), set.apply(bad)));
        } else if (value instanceof Duration) {
            durations().forEach(bad -> add(path, shown(bad), set.apply(bad)));
        } else if (value instanceof FieldMask) {
            Stream.of("", "*", "kind", "tags.x", "displayName")
                    .forEach(bad -> add(
                            path,
                            bad,
                            set.apply(FieldMask.newBuilder().addPaths(bad).build())));
            add(path, "no paths", set.apply(FieldMask.getDefaultInstance()));
        } else {
            fields(path + ".", value, set::apply);
        }
    }

    private static Stream<Timestamp> timestamps() {
        return Stream.of(
                Timestamp.newBuilder().setNanos(-1).build(),
                Timestamp.newBuilder().setNanos(1_000_000_000).build(),
                Timestamp.newBuilder().setSeconds(253_402_300_800L).build(),
                Timestamp.newBuilder().setSeconds(-62_135_596_801L).build(),
                Timestamp.newBuilder().setSeconds(Long.MAX_VALUE).build(),
                Timestamp.newBuilder().setSeconds(Long.MIN_VALUE).build());
    }

    private static Stream<Duration> durations() {
        return Stream.of(
                Duration.getDefaultInstance(),
                Duration.newBuilder().setSeconds(-1).build(),
                Duration.newBuilder().setNanos(1).build(),
                Duration.newBuilder().setSeconds(60).setNanos(-1).build(),
                Duration.newBuilder().setSeconds(60).setNanos(1_000_000_000).build(),
                Duration.newBuilder().setSeconds(315_360_001).build(),
                Duration.newBuilder()
                        .setSeconds(Long.MAX_VALUE)
                        .setNanos(999_999_999)
                        .build(),
                Duration.newBuilder().setSeconds(Long.MIN_VALUE).build());
    }

    private void add(String field, String why, Message request) {
        found.add(new Bad(field, why, request));
    }

    private static String shown(String bad) {
        var text = bad.chars().filter(c -> c > ' ' && c < 0x7f).limit(8).toArray();
        return bad.length() + " characters, " + new String(text, 0, text.length);
    }

    private static String shown(Message bad) {
        return bad.toString().strip().replace('\n', ' ');
    }

    private static boolean behaves(FieldDescriptor field, FieldBehavior behavior) {
        return field.getOptions().getExtension(FieldBehaviorProto.fieldBehavior).contains(behavior);
    }
}
