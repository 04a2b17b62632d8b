package dev.portcullis.identity;

import dev.portcullis.common.Caller;
import dev.portcullis.common.PortcullisException;
import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.oidc.TenantIdentityProvider;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Verifies the subject token of a token exchange (RFC 8693), as bearer tokens are verified. */
@ApplicationScoped
public class SubjectTokens {

    private final TenantIdentityProvider realm;

    SubjectTokens(TenantIdentityProvider realm) {
        this.realm = realm;
    }

    /**
     * Fails with FIELD_INVALID unless the token is a good one of the caller's, with a role that makes it a contractor's. One that
     * is bound to a key is refused: that whoever calls has the key is known of the bearer token alone.
     *
     * @param token empty for the bearer token of the call, which was verified
     */
    public Uni<Void> check(String token, Caller caller) {
        if (token.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return realm.authenticate(new AccessTokenCredential(token))
                .onFailure(AuthenticationFailedException.class)
                .transform(failure -> invalid())
                .invoke(identity -> {
                    if (!isOf(identity, caller)) {
                        throw invalid();
                    }
                })
                .replaceWithVoid();
    }

    private static boolean isOf(SecurityIdentity identity, Caller caller) {
        return identity.getPrincipal() instanceof JsonWebToken token
                && caller.subject().equals(token.getSubject())
                && !token.containsClaim("cnf")
                && identity.hasRole("contractor");
    }

    private static PortcullisException invalid() {
        return PortcullisException.invalid(
                "subject_token", "must be a good access token of the caller, bound to no key");
    }
}
