package dev.portcullis.identity;

import dev.portcullis.common.Causes;
import io.quarkus.oidc.OIDCException;
import io.vertx.core.VertxException;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeoutException;
import org.jose4j.jwt.consumer.ErrorCodeValidator;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.InvalidJwtSignatureException;
import org.jose4j.lang.InvalidAlgorithmException;
import org.jose4j.lang.UnresolvableKeyException;

/** Finds in the failures of quarkus-oidc what was wrong with a token. */
final class Failures {

    private Failures() {}

    static Refusal refusal(Throwable failure) {
        var known = Causes.find(failure, RefusedException.class);
        if (known.isPresent()) {
            return known.get().refusal();
        }
        var invalid = Causes.find(failure, InvalidJwtException.class);
        if (invalid.isPresent()) {
            return refusal(invalid.get());
        }
        return isOutage(failure) ? Refusal.ISSUER_UNAVAILABLE : Refusal.CLAIMS;
    }

    private static Refusal refusal(InvalidJwtException invalid) {
        if (invalid instanceof InvalidJwtSignatureException) {
            return Refusal.SIGNATURE;
        }
        if (Causes.find(invalid, UnresolvableKeyException.class).isPresent()) {
            return Refusal.KEY_UNKNOWN;
        }
        if (Causes.find(invalid, InvalidAlgorithmException.class).isPresent()) {
            return Refusal.ALGORITHM;
        }
        return invalid.getErrorDetails().stream()
                .map(Failures::refusal)
                .findFirst()
                .orElse(Refusal.MALFORMED);
    }

    private static Refusal refusal(ErrorCodeValidator.Error error) {
        return switch (error.getErrorCode()) {
            case ErrorCodes.EXPIRED, ErrorCodes.EXPIRATION_MISSING -> Refusal.EXPIRED;
            case ErrorCodes.NOT_YET_VALID -> Refusal.NOT_YET_VALID;
            case ErrorCodes.AUDIENCE_INVALID, ErrorCodes.AUDIENCE_MISSING -> Refusal.AUDIENCE;
            case ErrorCodes.ISSUER_INVALID, ErrorCodes.ISSUER_MISSING -> Refusal.ISSUER;
            case ErrorCodes.SIGNATURE_INVALID, ErrorCodes.SIGNATURE_MISSING -> Refusal.SIGNATURE;
            case ErrorCodes.JSON_INVALID -> Refusal.MALFORMED;
            default -> named(error.getErrorMessage());
        };
    }

    /** What {@link AccessTokens} found. */
    private static Refusal named(String text) {
        return Arrays.stream(Refusal.values())
                .filter(refusal -> refusal.name().equals(text))
                .findFirst()
                .orElse(Refusal.CLAIMS);
    }

    /** Whether the issuer did not answer, or not as it should. */
    private static boolean isOutage(Throwable failure) {
        return Causes.find(failure, OIDCException.class).isPresent()
                || Causes.find(failure, IOException.class).isPresent()
                || Causes.find(failure, VertxException.class).isPresent()
                || Causes.find(failure, TimeoutException.class).isPresent();
    }
}
