package dev.portcullis.policy.bundle;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.policy.PolicyJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/** Signs bundles as {@code opa build} does, with a key on P-256 (ES256); so that it needs no Go. */
public final class BundleSigner {

    private static final int MIB = 1 << 20;
    private static final List<String> STRUCTURED = List.of("data.json", Manifest.FILE);

    private BundleSigner() {}

    /** A bundle that opa built and did not sign, under another revision, signed. */
    public static byte[] sign(byte[] archive, String revision, String keyId, PrivateKey key)
            throws IOException, JoseException {
        var files = new TreeMap<>(Archive.read(archive, 8 * MIB, 64 * MIB));
        var manifest = (ObjectNode) PolicyJson.MAPPER.readTree(files.get(Manifest.FILE));
        files.put(Manifest.FILE, PolicyJson.MAPPER.writeValueAsBytes(manifest.put("revision", revision)));
        return sign(files, keyId, key);
    }

    /** The files, signed as they are. */
    static byte[] sign(Map<String, byte[]> files, String keyId, PrivateKey key) throws IOException, JoseException {
        var signed = new TreeMap<>(files);
        signed.remove(Signature.FILE);
        var hashes = PolicyJson.MAPPER.createArrayNode();
        for (var file : signed.entrySet()) {
            var content = file.getValue();
            hashes.addObject()
                    .put("name", file.getKey())
                    .put(
                            "hash",
                            STRUCTURED.contains(file.getKey())
                                    ? ContentHash.ofJson(content)
                                    : ContentHash.ofBytes(content))
                    .put("algorithm", "SHA-256");
        }
        var signature = new JsonWebSignature();
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
        signature.setKeyIdHeaderValue(keyId);
        signature.setKey(key);
        signature.setPayload(PolicyJson.MAPPER
                .createObjectNode()
                .<ObjectNode>set("files", hashes)
                .toString());
        var file = "{\"signatures\": [\"" + signature.getCompactSerialization() + "\"]}";
        signed.put(Signature.FILE, file.getBytes(StandardCharsets.UTF_8));
        return Tar.of(signed);
    }
}
