package dev.portcullis.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/**
 * What a customer sets of the library's rules, which read it as {@code data.settings}. It fits
 * {@code policies/schemas/settings.json}. Immutable; equal to another that says the same.
 */
public final class PolicySettings {

    /** Nothing set: the library's rules hold alone. */
    public static final PolicySettings NONE = new PolicySettings(PolicyJson.MAPPER.createObjectNode());

    private final ObjectNode json;

    private PolicySettings(ObjectNode json) {
        this.json = json;
    }

    /** Reads a settings document. Throws {@link PolicySettingsException}, which names each place and the rule it breaks. */
    public static PolicySettings read(byte[] document) {
        var json = parse(document);
        SettingsSchema.check(json);
        return new PolicySettings((ObjectNode) json);
    }

    /** A copy of the document. */
    public ObjectNode json() {
        return json.deepCopy();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PolicySettings settings && json.equals(settings.json);
    }

    @Override
    public int hashCode() {
        return json.hashCode();
    }

    private static JsonNode parse(byte[] document) {
        try {
            return PolicyJson.MAPPER.readTree(document);
        } catch (JsonProcessingException e) {
            // Not as a cause: its message quotes the document.
            var at = e.getLocation();
            throw new PolicySettingsException(
                    "",
                    "json",
                    "is no JSON, or names a field twice, at line " + at.getLineNr() + ", column " + at.getColumnNr());
        } catch (IOException e) {
            throw new IllegalStateException("an array cannot fail to be read", e);
        }
    }
}
