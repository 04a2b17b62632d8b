package dev.portcullis.local;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.util.Base64;
import java.util.LinkedHashMap;

/**
 * Changes a token of the realm at will and signs it again, so that the signature holds: with a key that the realm publishes. So
 * what is refused is refused for what was changed.
 */
public final class TokenForge {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<LinkedHashMap<String, Object>> OBJECT = new TypeReference<>() {};

    private final KeyPair pair;
    private final String kid;

    private TokenForge(KeyPair pair, String kid) {
        this.pair = pair;
        this.kid = kid;
    }

    /** A forge whose key a realm publishes from now on. */
    public static TokenForge of(KeycloakAdmin realm, String name)
            throws IOException, InterruptedException, GeneralSecurityException {
        var pair = newKey();
        return new TokenForge(pair, realm.addPassiveKey(name, pair.getPrivate()));
    }

    /** A key that no realm knows. */
    public static KeyPair newKey() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    /** Begins with what a token says, under the realm's key. */
    public Jwt from(String token) throws IOException {
        var parts = token.split("\\.");
        return new Jwt(
                        pair.getPrivate(),
                        JSON.readValue(Base64.getUrlDecoder().decode(parts[0]), OBJECT),
                        JSON.readValue(Base64.getUrlDecoder().decode(parts[1]), OBJECT))
                .header("alg", "RS256")
                .header("kid", kid);
    }

    /** The key that the realm publishes. */
    public PublicKey publicKey() {
        return pair.getPublic();
    }
}
