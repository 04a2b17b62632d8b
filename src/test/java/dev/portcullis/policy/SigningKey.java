package dev.portcullis.policy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/** A key that signs bundles, made for a test, and the files with its two halves. */
public record SigningKey(String id, String algorithm, KeyPair pair, Path privateKey, Path publicKey) {

    public static SigningKey rsa(String id, int bits) throws GeneralSecurityException, IOException {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        return of(id, "RS256", generator.generateKeyPair());
    }

    public static SigningKey ec(String id) throws GeneralSecurityException, IOException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return of(id, "ES256", generator.generateKeyPair());
    }

    private static SigningKey of(String id, String algorithm, KeyPair pair) throws IOException {
        return new SigningKey(
                id,
                algorithm,
                pair,
                pem("PRIVATE KEY", pair.getPrivate().getEncoded()),
                pem("PUBLIC KEY", pair.getPublic().getEncoded()));
    }

    private static Path pem(String type, byte[] der) throws IOException {
        var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        var file = Files.createTempFile("key", ".pem");
        file.toFile().deleteOnExit();
        return Files.writeString(file, "-----BEGIN " + type + "-----\n" + lines + "\n-----END " + type + "-----\n");
    }
}
