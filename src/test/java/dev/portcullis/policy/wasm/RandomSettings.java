package dev.portcullis.policy.wasm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.portcullis.policy.PolicyJson;
import dev.portcullis.policy.PolicySettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/**
 * Settings of every shape that policies/schemas/settings.json allows, made from the schema itself, so that a setting that is
 * added there is tried here.
 *
 * @param words texts and names to choose from; those of the golden cases, so that settings meet inputs
 */
record RandomSettings(Random random, List<String> words) {

    private static final JsonNode SCHEMA = schema();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int MOST = 4;

    PolicySettings next() {
        try {
            return PolicySettings.read(PolicyJson.MAPPER.writeValueAsBytes(value(SCHEMA)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonNode value(JsonNode schema) {
        if (schema.has("enum")) {
            return schema.get("enum").get(random.nextInt(schema.get("enum").size()));
        }
        return switch (schema.path("type").asText()) {
            case "object" -> object(schema);
            case "array" -> array(schema);
            case "integer" -> NODES.numberNode(number(schema));
            case "boolean" -> NODES.booleanNode(random.nextBoolean());
            case "string" -> NODES.textNode(word(schema.path("pattern").asText(".*")));
            default -> throw new IllegalStateException("cannot make a value of " + schema);
        };
    }

    private JsonNode object(JsonNode schema) {
        var object = NODES.objectNode();
        schema.path("properties").properties().forEach(field -> {
            if (isRequired(schema, field.getKey()) || random.nextInt(3) > 0) {
                object.set(field.getKey(), value(field.getValue()));
            }
        });
        var others = schema.path("additionalProperties");
        if (others.isObject()) {
            var names = schema.at("/propertyNames/pattern").asText(".*");
            for (int i = Math.max(schema.path("minProperties").asInt(), random.nextInt(MOST)); i > 0; i--) {
                object.set(word(names), value(others));
            }
        }
        return object;
    }

    private JsonNode array(JsonNode schema) {
        ArrayNode array = NODES.arrayNode();
        for (int i = Math.max(schema.path("minItems").asInt(), random.nextInt(MOST)); i > 0; i--) {
            var item = value(schema.get("items"));
            if (!schema.path("uniqueItems").asBoolean() || !contains(array, item)) {
                array.add(item);
            }
        }
        return array;
    }

    // Small ones as often as those in between: rules change at their edges.
    private long number(JsonNode schema) {
        long least = schema.path("minimum").asLong(0);
        long most = schema.path("maximum").asLong(Integer.MAX_VALUE);
        long span = random.nextBoolean() ? Math.min(most - least, MOST) : most - least;
        return least + (long) (random.nextDouble() * (span + 1));
    }

    private String word(String pattern) {
        var fitting = words.stream().filter(word -> word.matches(pattern)).toList();
        if (fitting.isEmpty()) {
            throw new IllegalStateException("no word of the golden cases fits " + pattern);
        }
        return fitting.get(random.nextInt(fitting.size()));
    }

    private static boolean isRequired(JsonNode schema, String name) {
        return contains(schema.path("required"), NODES.textNode(name));
    }

    private static boolean contains(JsonNode array, JsonNode value) {
        for (var item : array) {
            if (item.equals(value)) {
                return true;
            }
        }
        return false;
    }

    private static JsonNode schema() {
        try {
            return PolicyJson.MAPPER.readTree(
                    Path.of("policies", "schemas", "settings.json").toFile());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
