package dev.portcullis.policy.bundle;

import static dev.portcullis.policy.bundle.Refusals.require;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.policy.BundleRefusal;
import dev.portcullis.policy.BundleRefusedException;
import dev.portcullis.policy.PolicyJson;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/**
 * The signature of a bundle: one JWT (RFC 7519) in {@code .signatures.json} that names each file and its hash, signed by a
 * key whose id is in its header. What is signed is exactly what is there: no file more, none less, none changed.
 */
@ApplicationScoped
class Signature {

    static final String FILE = ".signatures.json";

    private static final AlgorithmConstraints ALGORITHMS = new AlgorithmConstraints(
            ConstraintType.PERMIT,
            AlgorithmIdentifiers.RSA_USING_SHA256,
            AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);

    /** The files that OPA hashes as JSON. */
    private static final Set<String> STRUCTURED = Set.of("data.json", ".manifest");

    private final SigningKeys keys;

    Signature(SigningKeys keys) {
        this.keys = keys;
    }

    void verify(Map<String, byte[]> files) {
        require(files.containsKey(FILE), BundleRefusal.SIGNATURE_MISSING, "the bundle has no " + FILE);
        var hashes = hashesIn(payload(token(files.get(FILE))));
        for (var file : files.entrySet()) {
            var name = file.getKey();
            if (!name.equals(FILE)) {
                var signed = hashes.remove(name);
                require(signed != null, BundleRefusal.CONTENT_NOT_AS_SIGNED, name + " is not among what was signed");
                require(
                        signed.equals(hash(name, file.getValue())),
                        BundleRefusal.CONTENT_NOT_AS_SIGNED,
                        name + " is not as it was signed");
            }
        }
        require(
                hashes.isEmpty(),
                BundleRefusal.CONTENT_NOT_AS_SIGNED,
                "signed but not in the bundle: " + hashes.keySet());
    }

    private static String token(byte[] file) {
        try {
            var json = PolicyJson.MAPPER.readTree(file);
            var tokens = json.path("signatures");
            require(
                    tokens.size() == 1 && tokens.path(0).isTextual(),
                    tokens.isEmpty() ? BundleRefusal.SIGNATURE_MISSING : BundleRefusal.SIGNATURE_INVALID,
                    FILE + " must have one signature; it has " + tokens.size());
            return tokens.get(0).textValue();
        } catch (IOException e) {
            throw new BundleRefusedException(BundleRefusal.SIGNATURE_INVALID, FILE + " is not JSON", e);
        }
    }

    private String payload(String token) {
        try {
            var signature = new JsonWebSignature();
            signature.setAlgorithmConstraints(ALGORITHMS);
            signature.setCompactSerialization(token);
            var keyId = String.valueOf(signature.getKeyIdHeaderValue());
            signature.setKey(keys.find(keyId)
                    .orElseThrow(() -> new BundleRefusedException(
                            BundleRefusal.SIGNATURE_INVALID,
                            FILE + ": no key of this id is configured (portcullis.policy.bundle.signing-keys)")));
            require(
                    signature.verifySignature(),
                    BundleRefusal.SIGNATURE_INVALID,
                    FILE + ": the signature is not by the key that it names");
            return signature.getPayload();
        } catch (JoseException e) {
            // Not its message: it may quote the token.
            throw new BundleRefusedException(
                    BundleRefusal.SIGNATURE_INVALID,
                    FILE + ": the signature cannot be verified; it must be RS256 or ES256, by the kind of key it names",
                    e);
        }
    }

    private static Map<String, String> hashesIn(String payload) {
        try {
            var claims = PolicyJson.MAPPER.readTree(payload);
            require(
                    claims.path("scope").asText("").isEmpty(),
                    BundleRefusal.SIGNATURE_INVALID,
                    FILE + ": it was signed for a scope, and none is expected");
            var hashes = new HashMap<String, String>();
            for (var file : claims.path("files")) {
                require(
                        file.path("algorithm").asText().equals("SHA-256"),
                        BundleRefusal.SIGNATURE_INVALID,
                        FILE + ": a hash is not SHA-256");
                hashes.put(text(file, "name"), text(file, "hash"));
            }
            return hashes;
        } catch (IOException e) {
            throw new BundleRefusedException(
                    BundleRefusal.SIGNATURE_INVALID, FILE + ": what was signed is not JSON", e);
        }
    }

    private static String text(JsonNode file, String field) {
        require(
                file.path(field).isTextual(),
                BundleRefusal.SIGNATURE_INVALID,
                FILE + ": a file was signed without " + field);
        return file.get(field).textValue();
    }

    private static String hash(String name, byte[] content) {
        try {
            return STRUCTURED.contains(name) ? ContentHash.ofJson(content) : ContentHash.ofBytes(content);
        } catch (IOException e) {
            throw new BundleRefusedException(
                    BundleRefusal.CONTENT_NOT_AS_SIGNED, name + " is not JSON, or names a field twice", e);
        }
    }
}
