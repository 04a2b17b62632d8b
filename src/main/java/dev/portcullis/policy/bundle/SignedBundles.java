package dev.portcullis.policy.bundle;

import static dev.portcullis.policy.bundle.Refusals.require;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.policy.BundleRefusal;
import dev.portcullis.policy.BundleRefusedException;
import dev.portcullis.policy.CustomerBundle;
import dev.portcullis.policy.PolicyBundles;
import dev.portcullis.policy.PolicyEngines;
import dev.portcullis.policy.PolicyJson;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads bundles, and asks more and more of them: each check may rely on those before it. */
@ApplicationScoped
public class SignedBundles implements PolicyBundles {

    private static final String WASM = "policy.wasm";
    private static final String DATA = "data.json";
    private static final String REGO = ".rego";
    private static final int MOST_WASM_BYTES = 4 << 20;
    private static final int MOST_DATA_BYTES = 1 << 20;

    private final BundleConfig config;
    private final Signature signature;
    private final PolicyEngines engines;

    SignedBundles(BundleConfig config, Signature signature, PolicyEngines engines) {
        this.config = config;
        this.signature = signature;
        this.engines = engines;
    }

    @Override
    public Verified verify(byte[] archive) {
        var files = filesIn(archive);
        signature.verify(files);
        var bundle = bundleOf(ContentHash.ofBytes(archive), files);
        var engine = engines.with(Optional.of(bundle));
        var trials = new BundleTrials(engine);
        trials.runCases(dataOf(bundle).at("/customer/cases"));
        trials.compareWith(engines.with(Optional.empty()));
        return new Verified(bundle, engine);
    }

    @Override
    public CustomerBundle open(byte[] archive, String digest) {
        var actual = ContentHash.ofBytes(archive);
        require(
                actual.equals(digest),
                BundleRefusal.CONTENT_NOT_AS_SIGNED,
                "the archive has digest " + actual + ", not that of the bundle that was accepted");
        return bundleOf(digest, filesIn(archive));
    }

    private Map<String, byte[]> filesIn(byte[] archive) {
        var files = Archive.read(archive, config.maxBytes(), config.maxUnpackedBytes());
        for (var name : files.keySet()) {
            require(
                    name.equals(WASM)
                            || name.equals(DATA)
                            || name.equals(Manifest.FILE)
                            || name.equals(Signature.FILE)
                            || name.endsWith(REGO),
                    BundleRefusal.ARCHIVE_MALFORMED,
                    name + " is no file of a policy bundle");
        }
        return files;
    }

    private static CustomerBundle bundleOf(String digest, Map<String, byte[]> files) {
        var wasm = file(files, WASM, BundleRefusal.MODULE_INVALID, MOST_WASM_BYTES);
        var data = file(files, DATA, BundleRefusal.MANIFEST_INVALID, MOST_DATA_BYTES);
        var manifest = file(files, Manifest.FILE, BundleRefusal.MANIFEST_INVALID, MOST_DATA_BYTES);
        var rego = files.entrySet().stream()
                .filter(file -> file.getKey().endsWith(REGO))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, file -> new String(file.getValue(), StandardCharsets.UTF_8)));
        return new CustomerBundle(digest, Manifest.revisionOf(manifest, data), wasm, data, rego);
    }

    private static byte[] file(Map<String, byte[]> files, String name, BundleRefusal ifMissing, int maxBytes) {
        var content = files.get(name);
        require(content != null, ifMissing, "the bundle has no " + name);
        require(
                content.length <= maxBytes,
                BundleRefusal.ARCHIVE_TOO_LARGE,
                name + " has " + content.length + " bytes; " + maxBytes + " are taken");
        return content;
    }

    private static JsonNode dataOf(CustomerBundle bundle) {
        try {
            return PolicyJson.MAPPER.readTree(bundle.data());
        } catch (IOException e) {
            throw new BundleRefusedException(BundleRefusal.MANIFEST_INVALID, "data.json is not JSON", e);
        }
    }
}
