package dev.portcullis.policy.bundle;

import static dev.portcullis.policy.bundle.Refusals.require;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.policy.BundleRefusal;
import dev.portcullis.policy.BundleRefusedException;
import dev.portcullis.policy.PolicyJson;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** What a bundle's {@code .manifest} has to say: a revision, its own roots and no other's, and the rules that are asked. */
final class Manifest {

    static final String FILE = ".manifest";

    private static final Set<String> ROOTS = Set.of("customer", "settings");
    private static final Set<String> RULES = Set.of("customer/access/narrow", "customer/grant/narrow");

    private Manifest() {}

    /** The revision. Refuses the bundle when the manifest, or the data, is another's or claims more than its roots. */
    static String revisionOf(byte[] manifest, byte[] data) {
        var json = parse(FILE, manifest);
        var roots = texts(json.path("roots"), JsonNode::textValue);
        require(
                !roots.isEmpty() && ROOTS.containsAll(roots),
                BundleRefusal.MANIFEST_INVALID,
                FILE + ": roots must be among " + new TreeSet<>(ROOTS) + "; they are " + roots);
        var rules = texts(
                json.path("wasm"),
                rule -> rule.path("module").asText().equals("/policy.wasm")
                        ? rule.path("entrypoint").textValue()
                        : null);
        require(
                rules.equals(RULES),
                BundleRefusal.MANIFEST_INVALID,
                FILE + ": the entrypoints must be " + new TreeSet<>(RULES) + "; they are " + rules);
        parse("data.json", data)
                .properties()
                .forEach(field -> require(
                        roots.contains(field.getKey()),
                        BundleRefusal.MANIFEST_INVALID,
                        "data.json: something stands outside of the roots " + roots));
        return json.path("revision").asText();
    }

    private static Set<String> texts(JsonNode array, Function<JsonNode, String> text) {
        var texts = new TreeSet<String>();
        array.forEach(element -> texts.add(String.valueOf(text.apply(element))));
        return texts;
    }

    private static JsonNode parse(String file, byte[] content) {
        try {
            var json = PolicyJson.MAPPER.readTree(content);
            require(json.isObject(), BundleRefusal.MANIFEST_INVALID, file + " is no JSON object");
            return json;
        } catch (IOException e) {
            throw new BundleRefusedException(BundleRefusal.MANIFEST_INVALID, file + " is not JSON", e);
        }
    }
}
