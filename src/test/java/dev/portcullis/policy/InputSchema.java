package dev.portcullis.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import jakarta.annotation.Nullable;

/** Generates the JSON schema of an input record: what OPA checks the Rego against. */
final class InputSchema {

    private static final SchemaGenerator GENERATOR = generator();

    private InputSchema() {}

    /** The schema as it is committed, with a line feed at the end. */
    static String of(Class<? extends Record> input) throws JsonProcessingException {
        var indenter = new DefaultIndenter("  ", "\n");
        var printer = new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
        var schema = GENERATOR.generateSchema(input);
        return JsonMapper.builder().build().writer(printer).writeValueAsString(schema) + "\n";
    }

    private static SchemaGenerator generator() {
        // OPA reads up to draft 7, and follows no reference within a schema it is given as a folder.
        var config = new SchemaGeneratorConfigBuilder(SchemaVersion.DRAFT_7, OptionPreset.PLAIN_JSON)
                .with(Option.INLINE_ALL_SCHEMAS, Option.FORBIDDEN_ADDITIONAL_PROPERTIES_BY_DEFAULT)
                .with(Option.INLINE_NULLABLE_SCHEMAS);
        config.forFields()
                .withPropertyNameOverrideResolver(field -> new SnakeCaseStrategy().translate(field.getName()))
                .withNullableCheck(field -> field.getAnnotation(Nullable.class) != null)
                .withRequiredCheck(field -> true);
        return new SchemaGenerator(config.build());
    }
}
