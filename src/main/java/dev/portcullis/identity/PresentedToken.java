package dev.portcullis.identity;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.Optional;

/**
 * A token as it comes with a call, not looked into yet.
 *
 * @param scheme how it is presented
 */
record PresentedToken(Scheme scheme, String text) {

    /** Room for a proof is left in the 8 KiB that the headers of a call may have. */
    static final int MAX_LENGTH = 6144;

    /** The schemes of RFC 6750 and RFC 9449. */
    enum Scheme {
        BEARER,
        DPOP
    }

    /** Empty if there is none, or one of another scheme. Fails with a {@link RefusedException} if there may not be such. */
    static Optional<PresentedToken> of(MultiMap headers) {
        var values = headers.getAll(HttpHeaders.AUTHORIZATION);
        if (values.size() > 1) {
            throw new RefusedException(Refusal.SEVERAL_TOKENS);
        }
        return values.stream().findFirst().flatMap(PresentedToken::of);
    }

    private static Optional<PresentedToken> of(String value) {
        for (var scheme : Scheme.values()) {
            var length = scheme.name().length();
            if (value.regionMatches(true, 0, scheme.name(), 0, length)
                    && value.length() > length
                    && value.charAt(length) == ' ') {
                return Optional.of(new PresentedToken(scheme, jwt(value.substring(length + 1))));
            }
        }
        return Optional.empty();
    }

    private static String jwt(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new RefusedException(Refusal.TOO_LONG);
        }
        if (text.chars().filter(c -> c == '.').count() != 2) {
            throw new RefusedException(Refusal.MALFORMED);
        }
        return text;
    }

    @Override
    public String toString() {
        return "a token by " + scheme;
    }
}
