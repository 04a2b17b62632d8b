package dev.portcullis.identity;

import dev.portcullis.common.ErrorReason;
import dev.portcullis.identity.PresentedToken.Scheme;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Takes the token that comes with a call, lets quarkus-oidc verify it, and sees to what that does not. A token that is refused
 * fails the call, whatever it calls; without a token the call goes on as nobody's.
 */
@Alternative
@Priority(1)
@ApplicationScoped
public class SignIn implements HttpAuthenticationMechanism {

    private static final String REFUSAL = SignIn.class.getName() + ".refusal";

    private static final String NONCE_HEADER = "dpop-nonce";
    private static final String ALGORITHMS = String.join(" ", new TreeSet<>(AccessTokens.ALGORITHMS));

    private final OidcAuthenticationMechanism oidc;
    private final KeyRotation keys;
    private final SenderConstraint constraint;
    private final Nonces nonces;
    private final Refusals refusals;

    SignIn(
            OidcAuthenticationMechanism oidc,
            KeyRotation keys,
            SenderConstraint constraint,
            Nonces nonces,
            Refusals refusals) {
        this.oidc = oidc;
        this.keys = keys;
        this.constraint = constraint;
        this.nonces = nonces;
        this.refusals = refusals;
    }

    /** Why the token of a call was refused; empty if it was not. */
    public static Optional<Refusal> refusal(RoutingContext call) {
        return Optional.ofNullable(call.get(REFUSAL));
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext call, IdentityProviderManager identities) {
        return Uni.createFrom()
                .item(() -> PresentedToken.of(call.request().headers()))
                .flatMap(token -> token.map(presented -> verify(call, presented, identities))
                        .orElseGet(() -> oidc.authenticate(call, identities)))
                .onFailure()
                .transform(failure -> refuse(call, Failures.refusal(failure)));
    }

    private Uni<SecurityIdentity> verify(
            RoutingContext call, PresentedToken token, IdentityProviderManager identities) {
        var request = new TokenAuthenticationRequest(new AccessTokenCredential(token.text()));
        HttpSecurityUtils.setRoutingContextAttribute(request, call);
        return keys.verify(() -> identities.authenticate(request))
                .invoke(identity -> constraint.check(call.request(), token, identity))
                .invoke(identity -> {
                    if (token.scheme() == Scheme.DPOP) {
                        call.response().putHeader(NONCE_HEADER, nonces.current());
                    }
                });
    }

    private AuthenticationFailedException refuse(RoutingContext call, Refusal refusal) {
        refusals.enter(refusal);
        call.put(REFUSAL, refusal);
        call.put(HttpAuthenticationMechanism.class.getName(), this);
        return new AuthenticationFailedException(refusal.name());
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext call) {
        var reason = refusal(call).map(Refusal::reason).orElse(ErrorReason.UNAUTHENTICATED);
        return Uni.createFrom()
                .item(new ChallengeData(reason == ErrorReason.SIGN_IN_UNAVAILABLE ? 503 : 401, challenge(reason)));
    }

    /** In the words of RFC 6750 (section 3) and RFC 9449 (sections 7.1 and 9). */
    private Map<CharSequence, String> challenge(ErrorReason reason) {
        return switch (reason) {
            case PROOF_NONCE_NEEDED ->
                Map.of(HttpHeaderNames.WWW_AUTHENTICATE, dpop("use_dpop_nonce"), NONCE_HEADER, nonces.current());
            case PROOF_INVALID, TOKEN_NOT_BOUND -> Map.of(HttpHeaderNames.WWW_AUTHENTICATE, dpop("invalid_dpop_proof"));
            default -> Map.of(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer");
        };
    }

    private static String dpop(String error) {
        return "DPoP error=\"" + error + "\", algs=\"" + ALGORITHMS + "\"";
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return oidc.getCredentialTypes();
    }

    @Override
    public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext call) {
        return oidc.getCredentialTransport(call);
    }
}
