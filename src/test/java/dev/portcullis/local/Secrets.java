package dev.portcullis.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Properties;

/** Passwords for what runs on this machine only. */
final class Secrets {

    private static final SecureRandom RANDOM = new SecureRandom();

    private Secrets() {}

    /** 128 random bits in hex. */
    static String next() {
        var bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** The password of this name in a file that its owner alone can read; made if there is none. */
    static synchronized String kept(Path file, String name) throws IOException {
        var properties = read(file);
        var secret = properties.getProperty(name);
        if (secret == null) {
            secret = next();
            keep(file, name, secret);
        }
        return secret;
    }

    /** Puts a password under a name into such a file. */
    static synchronized void keep(Path file, String name, String secret) throws IOException {
        var properties = read(file);
        properties.setProperty(name, secret);
        make(file);
        try (var out = Files.newBufferedWriter(file)) {
            properties.store(out, "for local use only");
        }
    }

    /** Makes such a file say this secret and nothing else. */
    static synchronized Path file(Path file, String secret) throws IOException {
        make(file);
        return Files.writeString(file, secret);
    }

    private static void make(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
    }

    static Properties read(Path file) throws IOException {
        var properties = new Properties();
        if (Files.exists(file)) {
            try (var in = Files.newBufferedReader(file)) {
                properties.load(in);
            }
        }
        return properties;
    }
}
