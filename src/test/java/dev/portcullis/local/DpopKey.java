package dev.portcullis.local;

import dev.portcullis.common.Sha256;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** A key of a client (P-256), and proofs that the client has it (RFC 9449). */
public final class DpopKey {

    private static final int COORDINATE = 32;

    private final KeyPair pair;

    private DpopKey(KeyPair pair) {
        this.pair = pair;
    }

    /** A new one. */
    public static DpopKey create() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return new DpopKey(generator.generateKeyPair());
    }

    /** Its public half (RFC 7517). */
    public Map<String, Object> jwk() {
        var point = ((ECPublicKey) pair.getPublic()).getW();
        return new TreeMap<>(Map.of(
                "crv", "P-256", "kty", "EC", "x", coordinate(point.getAffineX()), "y", coordinate(point.getAffineY())));
    }

    /** The private half's only member. */
    public String secret() {
        return coordinate(((ECPrivateKey) pair.getPrivate()).getS());
    }

    /** Its private half. */
    public PrivateKey secretKey() {
        return pair.getPrivate();
    }

    /** A proof for one call of a URL, to be made what it should not be, and signed. */
    public Jwt proof(String method, String url) {
        return new Jwt(
                pair.getPrivate(),
                Map.of("typ", "dpop+jwt", "alg", "ES256", "jwk", jwk()),
                Map.of(
                        "jti",
                        UUID.randomUUID().toString(),
                        "iat",
                        Instant.now().getEpochSecond(),
                        "htm",
                        method,
                        "htu",
                        url));
    }

    /** What {@code ath} is for a token. */
    public static String hash(String token) {
        return Jwt.encode(Sha256.of(token.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String coordinate(BigInteger number) {
        var bytes = number.toByteArray();
        var fixed = new byte[COORDINATE];
        var length = Math.min(bytes.length, COORDINATE);
        System.arraycopy(bytes, bytes.length - length, fixed, COORDINATE - length, length);
        return Jwt.encode(fixed);
    }
}
