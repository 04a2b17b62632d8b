package dev.portcullis.api;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;

/** The key of a workload, and what it signs in with (RFC 7523 section 2.2). */
final class WorkloadKey {

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final KeyPair pair;

    WorkloadKey() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        pair = generator.generateKeyPair();
    }

    /** The public key as a JWK. */
    String jwk() {
        var point = ((ECPublicKey) pair.getPublic()).getW();
        return "{\"kty\":\"EC\",\"crv\":\"P-256\",\"alg\":\"ES256\",\"kid\":\"key-1\",\"x\":\"%s\",\"y\":\"%s\"}"
                .formatted(
                        coordinate(point.getAffineX().toByteArray()),
                        coordinate(point.getAffineY().toByteArray()));
    }

    /** The form that asks the tests' Keycloak for a token. */
    Map<String, String> form(String clientId) throws GeneralSecurityException {
        return form(clientId, Realm.audience());
    }

    /** The form that asks an issuer for a token. */
    Map<String, String> form(String clientId, String issuer) throws GeneralSecurityException {
        var now = Instant.now().getEpochSecond();
        var text = base64("{\"alg\":\"ES256\",\"kid\":\"key-1\"}")
                + "."
                + base64(
                        "{\"iss\":\"%1$s\",\"sub\":\"%1$s\",\"aud\":\"%2$s\",\"jti\":\"%3$s\",\"iat\":%4$d,\"exp\":%5$d}"
                                .formatted(clientId, issuer, UUID.randomUUID(), now, now + 50));
        var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initSign(pair.getPrivate());
        signature.update(text.getBytes(StandardCharsets.UTF_8));
        return Map.of(
                "grant_type",
                "client_credentials",
                "client_id",
                clientId,
                "client_assertion_type",
                "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                "client_assertion",
                text + "." + BASE64.encodeToString(signature.sign()));
    }

    /** 32 bytes, without the sign, with the zeros. */
    private static String coordinate(byte[] bytes) {
        var padded = new byte[32];
        var from = Math.max(0, bytes.length - 32);
        System.arraycopy(bytes, from, padded, 32 - (bytes.length - from), bytes.length - from);
        return BASE64.encodeToString(Arrays.copyOf(padded, 32));
    }

    private static String base64(String text) {
        return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
