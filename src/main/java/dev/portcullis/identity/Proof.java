package dev.portcullis.identity;

import dev.portcullis.common.Jwk;
import java.util.Map;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwx.HeaderParameterNames;
import org.jose4j.lang.JoseException;

/**
 * A DPoP proof whose signature holds (RFC 9449 section 4.2).
 *
 * @param key the SHA-256 thumbprint (RFC 7638) of the key that signed it, in base64url
 * @param claims what it says
 */
record Proof(String key, JwtClaims claims) {

    private static final String TYPE = "dpop+jwt";
    private static final int MAX_LENGTH = 3072;
    private static final AlgorithmConstraints ALGORITHMS =
            new AlgorithmConstraints(ConstraintType.PERMIT, AccessTokens.ALGORITHMS.toArray(String[]::new));

    /** Reads a proof; fails with a {@link RefusedException} unless it is signed with this very key. */
    static Proof of(String text, String expectedKey) {
        if (text.length() > MAX_LENGTH) {
            throw new RefusedException(Refusal.PROOF_MALFORMED);
        }
        try {
            var jws = new JsonWebSignature();
            jws.setAlgorithmConstraints(ALGORITHMS);
            jws.setCompactSerialization(text);
            checkHeader(jws);
            var jwk = PublicJsonWebKey.Factory.newPublicJwk(publicKey(jws));
            var key = jwk.calculateBase64urlEncodedThumbprint("SHA-256");
            if (!key.equals(expectedKey)) {
                throw new RefusedException(Refusal.PROOF_KEY);
            }
            jws.setKey(jwk.getPublicKey());
            if (!jws.verifySignature()) {
                throw new RefusedException(Refusal.PROOF_SIGNATURE);
            }
            return new Proof(key, JwtClaims.parse(jws.getPayload()));
        } catch (JoseException | InvalidJwtException e) {
            throw new RefusedException(Refusal.PROOF_MALFORMED);
        }
    }

    private static void checkHeader(JsonWebSignature jws) {
        if (!TYPE.equals(jws.getHeaders().getObjectHeaderValue(HeaderParameterNames.TYPE))) {
            throw new RefusedException(Refusal.PROOF_TYPE);
        }
        if (!AccessTokens.ALGORITHMS.contains(jws.getAlgorithmHeaderValue())) {
            throw new RefusedException(Refusal.PROOF_ALGORITHM);
        }
        if (jws.getHeaders().getObjectHeaderValue(HeaderParameterNames.CRITICAL) != null) {
            throw new RefusedException(Refusal.PROOF_MALFORMED);
        }
    }

    private static Map<String, Object> publicKey(JsonWebSignature jws) {
        if (jws.getHeaders().getObjectHeaderValue(HeaderParameterNames.JWK) instanceof Map<?, ?> jwk) {
            @SuppressWarnings("unchecked") // of a JSON object, all keys are strings
            var members = (Map<String, Object>) jwk;
            if (Jwk.isPublic(members.keySet())) {
                return members;
            }
        }
        throw new RefusedException(Refusal.PROOF_KEY);
    }
}
