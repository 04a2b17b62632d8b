package dev.portcullis.policy.wasm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.portcullis.policy.PolicyJson;
import dev.portcullis.policy.PolicySettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * One case of policies/golden: what policies/golden/golden_test.rego runs too, composed the same way.
 *
 * @param title the suite and the name
 * @param settings what is set: by the suite, and over it by the case
 * @param malformed whether the input is one that no Java record can hold
 */
public record GoldenCase(String title, PolicySettings settings, JsonNode input, boolean malformed, JsonNode output) {

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Path FOLDER = Path.of("policies", "golden");

    /** The cases of a folder, in the order of their files. */
    public static List<GoldenCase> in(String folder) {
        try (Stream<Path> files = Files.list(FOLDER.resolve(folder))) {
            var given = given(folder);
            return files.filter(file -> !file.endsWith("given.yaml"))
                    .sorted()
                    .flatMap(file -> casesOf(file, given))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The facts that every case of a folder starts from. */
    public static JsonNode given(String folder) throws IOException {
        return YAML.readTree(FOLDER.resolve(folder).resolve("given.yaml").toFile())
                .get("given");
    }

    @Override
    public String toString() {
        return title;
    }

    private static Stream<GoldenCase> casesOf(Path file, JsonNode given) {
        try {
            var tree = YAML.readTree(file.toFile());
            var suite = tree.properties().stream()
                    .filter(field -> !field.getKey().equals("settings"))
                    .findFirst()
                    .orElseThrow();
            var settings = tree.path("settings").path(suite.getKey());
            return StreamSupport.stream(suite.getValue().spliterator(), false)
                    .map(entry -> new GoldenCase(
                            suite.getKey() + " " + entry.get("name").textValue(),
                            settingsOf(entry, settings),
                            inputOf(entry, given),
                            entry.path("malformed").booleanValue(),
                            entry.get("output")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PolicySettings settingsOf(JsonNode entry, JsonNode suite) {
        try {
            var settings = PolicyJson.MAPPER.createObjectNode();
            lay(suite, settings);
            lay(entry.path("settings"), settings);
            return PolicySettings.read(PolicyJson.MAPPER.writeValueAsBytes(settings));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode inputOf(JsonNode entry, JsonNode given) {
        var input = given.deepCopy();
        lay(entry.get("input"), (ObjectNode) input);
        entry.path("without").forEach(path -> remove(path.textValue().split("/"), 0, (ObjectNode) input));
        return input;
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

    private static void remove(String[] path, int at, ObjectNode from) {
        if (at == path.length - 1) {
            from.remove(path[at]);
        } else {
            remove(path, at + 1, (ObjectNode) from.get(path[at]));
        }
    }
}
