package dev.portcullis.credential;

import dev.portcullis.common.Sha256;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * A secret as its holder has it: {@code pcs_<public id>_<secret><checksum>}. The public id has 128 random bits in 22 digits
 * base62, the secret 256 in 43, the checksum is the CRC-32 of all before it in 6: a scanner can tell a leaked one from
 * noise, and a mistyped one costs no look-up. Only the SHA-256 of the 256 bits is ever stored.
 */
public final class CredentialSecret {

    private static final Pattern FORM =
            Pattern.compile("pcs_(?<id>[0-9A-Za-z]{22})_(?<secret>[0-9A-Za-z]{43})(?<checksum>[0-9A-Za-z]{6})");
    private static final int ID_BITS = 128;
    private static final int SECRET_BITS = 256;
    private static final int CHECKSUM_DIGITS = 6;

    private final String publicId;
    private final BigInteger secret;

    private CredentialSecret(String publicId, BigInteger secret) {
        this.publicId = publicId;
        this.secret = secret;
    }

    /** A new one. */
    public static CredentialSecret next(SecureRandom random) {
        return new CredentialSecret(
                Base62.encode(new BigInteger(ID_BITS, random), 22), new BigInteger(SECRET_BITS, random));
    }

    /** The secret that a text holds; empty if it is none, whatever is wrong with it. */
    public static Optional<CredentialSecret> parse(String text) {
        var form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        var checksum = checksum(text.substring(0, text.length() - CHECKSUM_DIGITS));
        var secret = Base62.decode(form.group("secret"));
        if (!checksum.equals(form.group("checksum")) || secret.bitLength() > SECRET_BITS) {
            return Optional.empty();
        }
        return Optional.of(new CredentialSecret(form.group("id"), secret));
    }

    /** The part that names the credential and may be shown. */
    public String publicId() {
        return publicId;
    }

    /** The SHA-256 of the 256 random bits. */
    public byte[] sha256() {
        return Sha256.of(bytes());
    }

    /** Whether this is the secret of which that is the SHA-256, in a time that does not tell how near it came. */
    public boolean matches(byte[] sha256) {
        return MessageDigest.isEqual(sha256(), sha256);
    }

    /** The whole text: what is shown to the holder, once. */
    public String reveal() {
        var text = "pcs_" + publicId + "_" + Base62.encode(secret, 43);
        return text + checksum(text);
    }

    /** Says nothing of the secret. */
    @Override
    public String toString() {
        return "CredentialSecret[" + publicId + "]";
    }

    private byte[] bytes() {
        var bytes = new byte[SECRET_BITS / 8];
        var digits = secret.toByteArray();
        var length = Math.min(digits.length, bytes.length);
        System.arraycopy(digits, digits.length - length, bytes, bytes.length - length, length);
        return bytes;
    }

    private static String checksum(String text) {
        var crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.US_ASCII));
        return Base62.encode(BigInteger.valueOf(crc.getValue()), CHECKSUM_DIGITS);
    }
}
