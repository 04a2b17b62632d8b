package dev.portcullis.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;

/** Holds settings to policies/schemas/settings.json, the same schema that the Rego is checked against. */
final class SettingsSchema {

    private static final Schema SCHEMA = load();

    private SettingsSchema() {}

    /** Throws {@link PolicySettingsException} unless the document fits. */
    static void check(JsonNode document) {
        var errors = SCHEMA.validate(document);
        if (!errors.isEmpty()) {
            throw new PolicySettingsException(
                    errors.stream().map(SettingsSchema::violation).toList());
        }
    }

    private static PolicySettingsException.Violation violation(Error error) {
        return new PolicySettingsException.Violation(
                error.getInstanceLocation().toString(), error.getKeyword(), error.getMessage());
    }

    private static Schema load() {
        try (var json = SettingsSchema.class.getResourceAsStream("/policies/schemas/settings.json")) {
            if (json == null) {
                throw new IllegalStateException("policies/schemas/settings.json is not on the class path");
            }
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                    .getSchema(PolicyJson.MAPPER.readTree(json));
        } catch (IOException e) {
            throw new IllegalStateException("policies/schemas/settings.json cannot be read", e);
        }
    }
}
