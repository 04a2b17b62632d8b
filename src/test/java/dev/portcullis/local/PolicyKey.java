package dev.portcullis.local;

import dev.portcullis.policy.bundle.BundleSigner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.util.Base64;
import org.jose4j.lang.JoseException;

/**
 * The key with which the customer of the quickstart signs its policy. It is made at the first start, and kept in a file that its owner
 * alone can read: what it signed may still be active when the service starts again.
 */
final class PolicyKey {

    /** The property that names the file with the public half. */
    static final String PROPERTY = "portcullis.policy.bundle.signing-keys.customer";

    private static final String ID = "customer";
    private static final Path EXAMPLE = Path.of("policies", "customer.tar.gz");

    private final PrivateKey key;
    private final Path publicKey;

    private PolicyKey(PrivateKey key, Path publicKey) {
        this.key = key;
        this.publicKey = publicKey;
    }

    static PolicyKey in(Path data) throws IOException, GeneralSecurityException {
        var secrets = data.resolve("policy-key.properties");
        var publicKey = data.resolve("policy-key.pem");
        if (!Files.exists(secrets)) {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            var pair = generator.generateKeyPair();
            var lines = Base64.getMimeEncoder(64, new byte[] {'\n'})
                    .encodeToString(pair.getPublic().getEncoded());
            Files.createDirectories(data);
            Files.writeString(publicKey, "-----BEGIN PUBLIC KEY-----\n" + lines + "\n-----END PUBLIC KEY-----\n");
            Secrets.keep(
                    secrets,
                    ID,
                    Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()));
        }
        var der = Base64.getDecoder().decode(Secrets.read(secrets).getProperty(ID));
        return new PolicyKey(KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der)), publicKey);
    }

    /** The file with the public half. */
    Path publicKey() {
        return publicKey.toAbsolutePath();
    }

    /** The example in policies/customer, newer than any before, and signed. */
    byte[] bundle() throws IOException, JoseException {
        var revision = Clock.systemUTC().millis() / 1000 + "-example";
        return BundleSigner.sign(Files.readAllBytes(EXAMPLE), revision, ID, key);
    }
}
