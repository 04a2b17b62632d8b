package dev.portcullis.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A JWT in the making (RFC 7519), whatever it is to say. */
public final class Jwt {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final PrivateKey key;
    private final Map<String, Object> header;
    private final Map<String, Object> claims;

    /** Begins with some header and claims; the key is the one that usually signs it. */
    Jwt(PrivateKey key, Map<String, Object> header, Map<String, Object> claims) {
        this.key = key;
        this.header = new LinkedHashMap<>(header);
        this.claims = new LinkedHashMap<>(claims);
    }

    /** Sets a parameter of the header; null takes it away. */
    public Jwt header(String name, Object value) {
        set(header, name, value);
        return this;
    }

    /** Sets a claim; null takes it away. */
    public Jwt claim(String name, Object value) {
        set(claims, name, value);
        return this;
    }

    /** The token, signed with its key. */
    public String signed() throws GeneralSecurityException {
        return signed(key);
    }

    /** The token, signed with another key: by RS256 or ES256, whatever the header says. */
    public String signed(PrivateKey with) throws GeneralSecurityException {
        var signature = Signature.getInstance(
                with.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSAinP1363Format");
        signature.initSign(with);
        signature.update(bytes(text()));
        return with(encode(signature.sign()));
    }

    /** The token under an HMAC, by HS256. */
    public String authenticated(byte[] secret) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        return with(encode(mac.doFinal(bytes(text()))));
    }

    /** The token with whatever stands for its signature. */
    public String with(String signature) {
        return text() + "." + signature;
    }

    private String text() {
        try {
            return encode(JSON.writeValueAsBytes(header)) + "." + encode(JSON.writeValueAsBytes(claims));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void set(Map<String, Object> all, String name, Object value) {
        if (value == null) {
            all.remove(name);
        } else {
            all.put(name, value);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
