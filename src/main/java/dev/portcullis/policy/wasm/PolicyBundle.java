package dev.portcullis.policy.wasm;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What a policy bundle ({@code opa build -t wasm}) holds: the compiled policy, the data it reads, and their name. */
final class PolicyBundle {

    private static final int REVISION_LENGTH = 16;

    private final byte[] wasm;
    private final byte[] data;
    private final String revision;

    private PolicyBundle(byte[] wasm, byte[] data) {
        this.wasm = wasm;
        this.data = data;
        this.revision = revisionOf(wasm, data);
    }

    /** The bundle packed into this application. Throws {@link IllegalStateException} when it is missing or broken. */
    static PolicyBundle ofApplication() {
        try (var archive = PolicyBundle.class.getResourceAsStream("/policies/bundle.tar.gz")) {
            if (archive == null) {
                throw new IllegalStateException("policies/bundle.tar.gz is not on the class path");
            }
            return read(archive);
        } catch (IOException e) {
            throw new IllegalStateException("policies/bundle.tar.gz cannot be read", e);
        }
    }

    /** Reads a bundle to its end. Throws {@link IOException} when it is not a whole bundle. */
    static PolicyBundle read(InputStream archive) throws IOException {
        var files = TarGz.read(archive);
        var wasm = files.get("policy.wasm");
        var data = files.get("data.json");
        if (wasm == null || data == null) {
            throw new IOException("the bundle lacks policy.wasm or data.json; it has " + files.keySet());
        }
        return new PolicyBundle(wasm, data);
    }

    byte[] wasm() {
        return wasm.clone();
    }

    byte[] data() {
        return data.clone();
    }

    /** The first 16 hex digits of the SHA-256 of the policy and its data. */
    String revision() {
        return revision;
    }

    private static String revisionOf(byte[] wasm, byte[] data) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(wasm);
            digest.update(data);
            return HexFormat.of().formatHex(digest.digest()).substring(0, REVISION_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
