package dev.portcullis.policy.bundle;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.portcullis.common.Sha256;
import dev.portcullis.policy.PolicyJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The hash that {@code opa sign} gives a file: of its bytes, or of JSON without white space and with the keys in order
 * (https://www.openpolicyagent.org/docs/management-bundles#signature-format). Numbers stay as they are written.
 */
final class ContentHash {

    /** As Go orders strings. */
    private static final Comparator<String> BY_BYTES =
            Comparator.comparing(text -> text.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    private ContentHash() {}

    static String ofBytes(byte[] content) {
        return Sha256.hex(content);
    }

    /** Throws {@link IOException} when it is not JSON, or names a field twice. */
    static String ofJson(byte[] content) throws IOException {
        var canonical = new StringBuilder();
        try (var parser = PolicyJson.MAPPER.createParser(content)) {
            parser.nextToken();
            write(parser, canonical);
            if (parser.nextToken() != null) {
                throw new IOException("there is something after the JSON");
            }
        }
        return ofBytes(canonical.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void write(JsonParser parser, StringBuilder to) throws IOException {
        var token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            writeObject(parser, to);
        } else if (token == JsonToken.START_ARRAY) {
            writeArray(parser, to);
        } else if (token == JsonToken.VALUE_STRING) {
            writeText(parser.getText(), to);
        } else if (token != null && token.isScalarValue()) {
            to.append(parser.getText());
        } else {
            throw new IOException("the JSON is cut short");
        }
    }

    private static void writeObject(JsonParser parser, StringBuilder to) throws IOException {
        Map<String, String> fields = new TreeMap<>(BY_BYTES);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var field = new StringBuilder();
            var name = parser.currentName();
            writeText(name, field);
            field.append(':');
            parser.nextToken();
            write(parser, field);
            fields.put(name, field.toString());
        }
        to.append('{').append(String.join(",", fields.values())).append('}');
    }

    private static void writeArray(JsonParser parser, StringBuilder to) throws IOException {
        List<String> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            var element = new StringBuilder();
            write(parser, element);
            elements.add(element.toString());
        }
        to.append('[').append(String.join(",", elements)).append(']');
    }

    /** As Go's encoding/json writes text when it does not escape HTML. */
    private static void writeText(String text, StringBuilder to) {
        to.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> to.append('\\').append(c);
                case '\b' -> to.append("\\b");
                case '\f' -> to.append("\\f");
                case '\n' -> to.append("\\n");
                case '\r' -> to.append("\\r");
                case '\t' -> to.append("\\t");
                default -> {
                    if (c < ' ' || c == '\u2028' || c == '\u2029') {
                        to.append("\\u").append(HexFormat.of().toHexDigits(c));
                    } else {
                        to.append(c);
                    }
                }
            }
        }
        to.append('"');
    }
}
