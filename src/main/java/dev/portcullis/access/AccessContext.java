package dev.portcullis.access;

import jakarta.annotation.Nullable;
import java.util.Arrays;
import java.util.Objects;

/**
 * What the platform knows of the circumstances of an access; null where it knows nothing.
 *
 * @param sourceAddress where it comes from
 * @param country in which country that is, two letters of ISO 3166-1
 * @param proofKeySha256 the JWK thumbprint (RFC 7638) of the key whose possession was verified; never written to
 */
public record AccessContext(
        @Nullable SourceAddress sourceAddress,
        @Nullable String country,
        @Nullable byte[] proofKeySha256) {

    /** Nothing is known. */
    public static final AccessContext UNKNOWN = new AccessContext(null, null, null);

    @Override
    public boolean equals(Object other) {
        return other instanceof AccessContext context
                && Objects.equals(sourceAddress, context.sourceAddress)
                && Objects.equals(country, context.country)
                && Arrays.equals(proofKeySha256, context.proofKeySha256);
    }

    @Override
    public int hashCode() {
        return Objects.hash(sourceAddress, country, Arrays.hashCode(proofKeySha256));
    }

    /** Says nothing of the key. */
    @Override
    public String toString() {
        return "AccessContext[" + sourceAddress + ", " + country + "]";
    }
}
