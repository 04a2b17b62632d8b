package dev.portcullis.identity;

import io.quarkus.arc.Unremovable;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.JwtContext;
import org.jose4j.jwt.consumer.Validator;
import org.jose4j.jwx.HeaderParameterNames;
import org.jose4j.jwx.JsonWebStructure;

/**
 * What quarkus-oidc leaves open about a token whose signature it has verified: that it is an access token and nothing else. By
 * RFC 9068 its header says so; Keycloak's say {@code JWT}, and have a claim.
 */
@Singleton
@Unremovable // quarkus-oidc looks for such beans by itself
class AccessTokens implements Validator {

    private static final String TYPE = "typ";
    static final Set<String> ALGORITHMS =
            Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");
    private static final Set<String> RFC_9068 = Set.of("at+jwt", "application/at+jwt");
    private static final Set<String> KEYCLOAK = Set.of("Bearer", "DPoP");

    /** The name of the {@link Refusal}, as that is all that gets through jose4j; null if there is nothing wrong. */
    @Override
    public String validate(JwtContext token) throws MalformedClaimException {
        return refusal(token).map(Enum::name).orElse(null);
    }

    private static Optional<Refusal> refusal(JwtContext token) throws MalformedClaimException {
        if (token.getJoseObjects().size() != 1) {
            return Optional.of(Refusal.MALFORMED);
        }
        var jose = token.getJoseObjects().get(0);
        if (!ALGORITHMS.contains(jose.getAlgorithmHeaderValue())) {
            return Optional.of(Refusal.ALGORITHM);
        }
        if (jose.getKeyIdHeaderValue() == null
                || jose.getHeaders().getObjectHeaderValue(HeaderParameterNames.CRITICAL) != null
                || jose.getHeaders().getObjectHeaderValue(HeaderParameterNames.ZIP) != null) {
            return Optional.of(Refusal.HEADER);
        }
        var claims = token.getJwtClaims();
        if (!isAccessToken(type(jose), claims.hasClaim(TYPE), claims.getClaimValue(TYPE))) {
            return Optional.of(Refusal.TYPE);
        }
        return claims.getSubject() == null || claims.getSubject().isBlank()
                ? Optional.of(Refusal.CLAIMS)
                : Optional.empty();
    }

    private static boolean isAccessToken(String type, boolean hasClaim, Object claim) {
        var isKeycloaks = claim instanceof String text && KEYCLOAK.contains(text);
        return RFC_9068.contains(type) ? !hasClaim || isKeycloaks : type.equals("jwt") && isKeycloaks;
    }

    /** In lower case, as media types do not tell case (RFC 7515 section 4.1.9). */
    private static String type(JsonWebStructure jose) {
        return jose.getHeaders().getObjectHeaderValue(HeaderParameterNames.TYPE) instanceof String type
                ? type.toLowerCase(Locale.ROOT)
                : "";
    }
}
