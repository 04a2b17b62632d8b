package dev.portcullis.api;

import build.buf.validate.EnumRules;
import build.buf.validate.FieldRules;
import build.buf.validate.Ignore;
import build.buf.validate.RepeatedRules;
import build.buf.validate.StringRules;
import build.buf.validate.ValidateProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Message;
import dev.portcullis.access.SourceAddress;
import dev.portcullis.v1.AccessContext;
import dev.portcullis.v1.AccessQuestion;
import dev.portcullis.v1.Action;
import dev.portcullis.v1.BatchCheckRequest;
import dev.portcullis.v1.CheckRequest;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Tells at a glance that a Check keeps all its rules, which going through them one by one takes many times as long to find. Who
 * is told no learns nothing: then the rules are gone through, and they have the last word. It says yes only while the rules in
 * the proto file are, to the letter, those it was written for.
 */
final class ShortWay {

    private static final int MAX_BYTES = 256;
    private static final int MAX_QUESTIONS = 1000;
    private static final String ASSET = "^assets/[a-z][a-z0-9-]{1,61}[a-z0-9]$";
    private static final Pattern ASSET_NAME = Pattern.compile(ASSET);
    private static final int MAX_ADDRESS_BYTES = 45;
    private static final String COUNTRY = "^[A-Z]{2}$";
    private static final String THUMBPRINT = "^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$";
    private static final Pattern THUMBPRINT_TEXT = Pattern.compile(THUMBPRINT);

    private static final boolean OPEN = rules(AccessQuestion.getDescriptor())
                    .equals(List.of(credential(), action(), asset(), FieldRules.getDefaultInstance()))
            && rules(AccessContext.getDescriptor()).equals(List.of(address(), optional(COUNTRY), optional(THUMBPRINT)))
            && haveFieldRulesOnly(
                    AccessQuestion.getDescriptor(),
                    AccessContext.getDescriptor(),
                    CheckRequest.getDescriptor(),
                    BatchCheckRequest.getDescriptor())
            && rules(CheckRequest.getDescriptor()).equals(List.of(required()))
            && rules(BatchCheckRequest.getDescriptor()).equals(List.of(questions()));

    private ShortWay() {}

    /** True only for a request that keeps all rules. */
    static boolean keepsAllRules(Message request) {
        if (!OPEN) {
            return false;
        }
        if (request instanceof CheckRequest check) {
            return check.hasQuestion() && keepsAllRules(check.getQuestion());
        }
        return request instanceof BatchCheckRequest batch
                && batch.getQuestionsCount() >= 1
                && batch.getQuestionsCount() <= MAX_QUESTIONS
                && batch.getQuestionsList().stream().allMatch(ShortWay::keepsAllRules);
    }

    private static boolean keepsAllRules(AccessQuestion question) {
        var bytes = question.getCredentialBytes().size();
        return bytes >= 1
                && bytes <= MAX_BYTES
                && question.getAction() != Action.ACTION_UNSPECIFIED
                && question.getAction() != Action.UNRECOGNIZED
                && ASSET_NAME.matcher(question.getAsset()).matches()
                && (!question.hasContext() || keepsAllRules(question.getContext()));
    }

    private static boolean keepsAllRules(AccessContext context) {
        var address = context.getSourceAddress();
        var country = context.getCountry();
        var key = context.getProofKeyThumbprint();
        return (address.isEmpty()
                        || address.length() <= MAX_ADDRESS_BYTES
                                && SourceAddress.parse(address).isPresent())
                && (country.isEmpty()
                        || country.length() == 2 && isCapital(country.charAt(0)) && isCapital(country.charAt(1)))
                && (key.isEmpty() || THUMBPRINT_TEXT.matcher(key).matches());
    }

    private static boolean isCapital(char c) {
        return c >= 'A' && c <= 'Z';
    }

    private static boolean haveFieldRulesOnly(Descriptor... messages) {
        return Stream.of(messages)
                .allMatch(message -> message.getRealOneofs().isEmpty()
                        && !message.getOptions().hasExtension(ValidateProto.message));
    }

    private static List<FieldRules> rules(Descriptor message) {
        return message.getFields().stream()
                .map(field -> field.getOptions().getExtension(ValidateProto.field))
                .toList();
    }

    private static FieldRules credential() {
        return FieldRules.newBuilder()
                .setString(StringRules.newBuilder().setMinBytes(1).setMaxBytes(MAX_BYTES))
                .build();
    }

    private static FieldRules action() {
        return FieldRules.newBuilder()
                .setEnum(EnumRules.newBuilder().setDefinedOnly(true).addNotIn(0))
                .build();
    }

    private static FieldRules asset() {
        return FieldRules.newBuilder()
                .setString(StringRules.newBuilder().setPattern(ASSET))
                .build();
    }

    private static FieldRules address() {
        return FieldRules.newBuilder()
                .setIgnore(Ignore.IGNORE_IF_ZERO_VALUE)
                .setString(StringRules.newBuilder()
                        .setIp(true)
                        .setMaxBytes(MAX_ADDRESS_BYTES)
                        .setNotContains("%"))
                .build();
    }

    private static FieldRules optional(String pattern) {
        return FieldRules.newBuilder()
                .setIgnore(Ignore.IGNORE_IF_ZERO_VALUE)
                .setString(StringRules.newBuilder().setPattern(pattern))
                .build();
    }

    private static FieldRules required() {
        return FieldRules.newBuilder().setRequired(true).build();
    }

    private static FieldRules questions() {
        return FieldRules.newBuilder()
                .setRepeated(RepeatedRules.newBuilder().setMinItems(1).setMaxItems(MAX_QUESTIONS))
                .build();
    }
}
