package dev.portcullis.credential;

import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Names a public key: the SHA-256 JWK thumbprint (RFC 7638), as in the {@code jkt} of a bound token (RFC 9449 section 6).
 *
 * @param text base64url without padding, 43 characters
 */
public record KeyThumbprint(String text) {

    /** The last character has four bits of the 256, and two that are zero. */
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]");

    public KeyThumbprint {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("a thumbprint is 256 bits in base64url");
        }
    }

    /** The thumbprint of these 256 bits. */
    static KeyThumbprint of(byte[] sha256) {
        return new KeyThumbprint(Base64.getUrlEncoder().withoutPadding().encodeToString(sha256));
    }

    /** The 256 bits. */
    public byte[] sha256() {
        return Base64.getUrlDecoder().decode(text);
    }

    /** The 256 bits, as 64 hex digits. */
    String hex() {
        return HexFormat.of().formatHex(sha256());
    }
}
