package dev.portcullis.policy.bundle;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The public keys that may sign a bundle. Read once; a key that cannot be read is named and stops the start. */
@Startup
@ApplicationScoped
class SigningKeys {

    private static final int LEAST_RSA_BITS = 2048;
    private static final String BEGIN = "-----BEGIN PUBLIC KEY-----";
    private static final String END = "-----END PUBLIC KEY-----";

    private final Map<String, PublicKey> keys = new HashMap<>();

    SigningKeys(BundleConfig config) {
        config.signingKeys().forEach((id, file) -> keys.put(id, read(id, file)));
    }

    Optional<PublicKey> find(String keyId) {
        return Optional.ofNullable(keys.get(keyId));
    }

    private static PublicKey read(String id, Path file) {
        try {
            var key = parse(Files.readString(file));
            if (key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() < LEAST_RSA_BITS) {
                throw new InvalidKeySpecException("an RSA key needs " + LEAST_RSA_BITS + " bits");
            }
            return key;
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException(
                    "portcullis.policy.bundle.signing-keys." + id + ": " + file
                            + " is no PEM file with an RSA or EC public key that can be used",
                    e);
        }
    }

    private static PublicKey parse(String pem) throws GeneralSecurityException {
        int begin = pem.indexOf(BEGIN);
        int end = pem.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new InvalidKeySpecException("there is no " + BEGIN);
        }
        var spec = new X509EncodedKeySpec(Base64.getMimeDecoder().decode(pem.substring(begin + BEGIN.length(), end)));
        try {
            return KeyFactory.getInstance("RSA").generatePublic(spec);
        } catch (InvalidKeySpecException e) {
            return KeyFactory.getInstance("EC").generatePublic(spec);
        }
    }
}
