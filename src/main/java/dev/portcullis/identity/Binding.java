package dev.portcullis.identity;

import jakarta.json.JsonString;
import java.util.Map;
import java.util.Optional;

/**
 * What a token is bound to, by its claim {@code cnf} (RFC 7800).
 *
 * @param key the thumbprint of a key, {@code jkt} (RFC 9449 section 6.1)
 * @param certificate the thumbprint of a certificate, {@code x5t#S256} (RFC 8705 section 3.1)
 */
record Binding(Optional<String> key, Optional<String> certificate) {

    private static final String KEY = "jkt";
    private static final String CERTIFICATE = "x5t#S256";

    static final Binding NONE = new Binding(Optional.empty(), Optional.empty());

    /**
     * Reads the claim; null is the claim of a token that is not bound. What else it says is left alone (Keycloak says how it came
     * by the key). Fails with a {@link RefusedException} if it has nothing that can be proven here: whoever bound the token
     * meant it to be.
     */
    static Binding of(Object claim) {
        if (claim == null) {
            return NONE;
        }
        if (claim instanceof Map<?, ?> members) {
            var binding = new Binding(text(members, KEY), text(members, CERTIFICATE));
            if (!binding.isNone()) {
                return binding;
            }
        }
        throw new RefusedException(Refusal.BINDING_UNKNOWN);
    }

    boolean isNone() {
        return equals(NONE);
    }

    private static Optional<String> text(Map<?, ?> members, String name) {
        var value = members.get(name);
        if (value == null) {
            return Optional.empty();
        }
        var text = value instanceof JsonString json ? json.getString() : value;
        if (text instanceof String thumbprint && !thumbprint.isEmpty()) {
            return Optional.of(thumbprint);
        }
        throw new RefusedException(Refusal.BINDING_UNKNOWN);
    }
}
