package dev.portcullis.local;

import java.security.SecureRandom;
import java.util.HexFormat;

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
}
