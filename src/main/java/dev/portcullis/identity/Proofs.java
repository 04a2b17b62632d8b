package dev.portcullis.identity;

import dev.portcullis.common.Sha256;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;

/** Holds a call to what RFC 9449 (section 4.3) asks of the proof that comes with it. */
@ApplicationScoped
class Proofs {

    private static final String HEADER = "dpop";
    private static final int MAX_ID_LENGTH = 256;

    private final Nonces nonces;
    private final InstantSource clock;
    private final Duration skew;
    private final Duration maxAge;
    private final Optional<Set<String>> origins;

    Proofs(Nonces nonces, InstantSource clock, SignInConfig config) {
        this.nonces = nonces;
        this.clock = clock;
        this.skew = Duration.ofSeconds(config.clockSkewSeconds());
        this.maxAge = config.dpop().maxAge();
        this.origins = config.dpop()
                .origins()
                .map(all -> all.stream().map(Target::origin).collect(Collectors.toUnmodifiableSet()));
    }

    /** Fails with a {@link RefusedException} unless the call has a proof of the key, made for it and for its token. */
    void check(HttpServerRequest call, String token, String key) {
        var headers = call.headers().getAll(HEADER);
        if (headers.size() != 1) {
            throw new RefusedException(headers.isEmpty() ? Refusal.PROOF_MISSING : Refusal.PROOF_MALFORMED);
        }
        var proof = Proof.of(headers.get(0), key);
        try {
            check(proof.claims(), call, token);
            nonces.take(nonce(proof.claims()), key, id(proof.claims()));
        } catch (MalformedClaimException e) {
            throw new RefusedException(Refusal.PROOF_MALFORMED);
        }
    }

    private void check(JwtClaims claims, HttpServerRequest call, String token) throws MalformedClaimException {
        if (!isFor(call, text(claims, "htm"), text(claims, "htu"))) {
            throw new RefusedException(Refusal.PROOF_TARGET);
        }
        if (!hash(token).equals(claims.getStringClaimValue("ath"))) {
            throw new RefusedException(Refusal.PROOF_TOKEN);
        }
        if (claims.getIssuedAt() == null || !isFresh(claims.getIssuedAt().getValueInMillis())) {
            throw new RefusedException(Refusal.PROOF_TIME);
        }
    }

    private boolean isFor(HttpServerRequest call, String method, String url) {
        try {
            var named = Target.of(method, url);
            var called = Target.of(call.method().name(), call.absoluteURI());
            return named.method().equals(called.method())
                    && named.path().equals(called.path())
                    && origins.map(all -> all.contains(named.origin()))
                            .orElseGet(() -> named.origin().equals(called.origin()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private boolean isFresh(long issuedAt) {
        var age = clock.millis() - issuedAt;
        return age <= maxAge.plus(skew).toMillis() && age >= -skew.toMillis();
    }

    private static String nonce(JwtClaims claims) throws MalformedClaimException {
        return Optional.ofNullable(claims.getStringClaimValue("nonce"))
                .orElseThrow(() -> new RefusedException(Refusal.PROOF_NONCE));
    }

    private static String id(JwtClaims claims) throws MalformedClaimException {
        var id = text(claims, "jti");
        if (id.isEmpty() || id.length() > MAX_ID_LENGTH) {
            throw new RefusedException(Refusal.PROOF_MALFORMED);
        }
        return id;
    }

    private static String text(JwtClaims claims, String name) throws MalformedClaimException {
        return Optional.ofNullable(claims.getStringClaimValue(name)).orElse("");
    }

    private static String hash(String token) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Sha256.of(token.getBytes(StandardCharsets.US_ASCII)));
    }
}
