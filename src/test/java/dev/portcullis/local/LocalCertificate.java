package dev.portcullis.local;

import dev.portcullis.common.Sha256;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate of this machine, signed by itself, and its key. */
public final class LocalCertificate {

    private static final String ALIAS = "own";
    private static final String PASSWORD = "changeit";

    private final KeyStore store;
    private final Path certificate;
    private final Path key;

    private LocalCertificate(KeyStore store, Path certificate, Path key) {
        this.store = store;
        this.certificate = certificate;
        this.key = key;
    }

    /** Makes one, and two PEM files in a folder that begin with a name. */
    public static LocalCertificate create(Path folder, String name)
            throws IOException, InterruptedException, GeneralSecurityException {
        var file = Files.createTempDirectory(folder, name).resolve("store.p12");
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var process = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=ip:127.0.0.1,dns:localhost",
                        "-validity",
                        "30",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD)
                .inheritIO()
                .start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("keytool made no certificate");
        }
        var store = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
        var made = new LocalCertificate(store, folder.resolve(name + ".crt"), folder.resolve(name + ".key"));
        pem(made.certificate, "CERTIFICATE", made.x509().getEncoded());
        pem(made.key, "PRIVATE KEY", store.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded());
        return made;
    }

    /** The PEM file of the certificate. */
    public Path certificate() {
        return certificate;
    }

    /** The PEM file of its key. */
    public Path key() {
        return key;
    }

    /** The certificate. */
    public X509Certificate x509() throws GeneralSecurityException {
        return (X509Certificate) store.getCertificate(ALIAS);
    }

    /** What {@code x5t#S256} is for it (RFC 8705 section 3.1). */
    public String thumbprint() throws GeneralSecurityException {
        return Jwt.encode(Sha256.of(x509().getEncoded()));
    }

    /** Puts another in the files of this one, as a renewal does. */
    public void renew(LocalCertificate other) throws IOException {
        Files.copy(other.key, key, StandardCopyOption.REPLACE_EXISTING);
        Files.copy(other.certificate, certificate, StandardCopyOption.REPLACE_EXISTING);
    }

    /** TLS that trusts whoever answers: to look at what it shows. */
    public static SSLContext trustingAll() throws GeneralSecurityException {
        var context = SSLContext.getInstance("TLS");
        context.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
        return context;
    }

    /** TLS that shows this certificate, and trusts whoever answers. */
    public SSLContext asClient() throws GeneralSecurityException {
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
        return context;
    }

    private static void pem(Path file, String type, byte[] der) throws IOException {
        var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        Files.writeString(file, "-----BEGIN " + type + "-----\n" + lines + "\n-----END " + type + "-----\n");
    }
}
