package dev.portcullis.policy.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quarkus.runtime.util.ClassPathUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The inputs of the library's golden cases (policies/golden), which are packed into the service: facts of every kind that
 * decisions are made of.
 *
 * @param given the facts that the cases of a folder start from
 * @param inputs the input of each case, by its suite and name
 */
record GoldenCases(JsonNode given, Map<String, JsonNode> inputs) {

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final String GIVEN = "given";
    private static final String SETTINGS = "settings";

    /** Those of a folder: access or grant. */
    static GoldenCases in(String folder) {
        var found = new ArrayList<GoldenCases>();
        try {
            ClassPathUtils.consumeAsPaths(
                    GoldenCases.class.getClassLoader(),
                    "policies/golden/" + folder + "/given.yaml",
                    given -> found.add(read(given)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (found.isEmpty()) {
            throw new IllegalStateException("policies/golden/" + folder + " is not on the class path");
        }
        return found.get(0);
    }

    /** The facts given, with those of a case laid over them: objects merge, anything else replaces. */
    JsonNode lay(JsonNode input) {
        var facts = given.deepCopy();
        lay(input, (ObjectNode) facts);
        return facts;
    }

    private static GoldenCases read(Path givenFile) {
        try (var files = Files.list(givenFile.getParent())) {
            var cases = new GoldenCases(yaml(givenFile).get(GIVEN), new TreeMap<>());
            for (var file : files.filter(file -> !file.endsWith("given.yaml")).toList()) {
                yaml(file).properties().stream()
                        .filter(suite -> !suite.getKey().equals(SETTINGS))
                        .forEach(suite -> cases.add(suite.getKey(), suite.getValue()));
            }
            return cases;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(String suite, Iterable<JsonNode> entries) {
        for (var entry : entries) {
            var input = lay(entry.path("input"));
            entry.path("without")
                    .forEach(path -> remove(List.of(path.textValue().split("/")), (ObjectNode) input));
            inputs.put(suite + " " + entry.get("name").textValue(), input);
        }
    }

    private static JsonNode yaml(Path file) throws IOException {
        try (var content = Files.newInputStream(file)) {
            return YAML.readTree(content);
        }
    }

    private static void lay(JsonNode over, ObjectNode base) {
        over.properties().forEach(field -> {
            if (field.getValue().isObject() && base.path(field.getKey()).isObject()) {
                lay(field.getValue(), (ObjectNode) base.get(field.getKey()));
            } else {
                base.set(field.getKey(), field.getValue().deepCopy());
            }
        });
    }

    private static void remove(List<String> path, ObjectNode from) {
        if (path.size() == 1) {
            from.remove(path.get(0));
        } else {
            remove(path.subList(1, path.size()), (ObjectNode) from.get(path.get(0)));
        }
    }
}
