package dev.portcullis.identity;

import dev.portcullis.common.Caller;
import dev.portcullis.common.ErrorReason;
import dev.portcullis.common.PortcullisException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Tells who calls, from the bearer token that quarkus-oidc has verified. */
@ApplicationScoped
public class Callers {

    private static final String PARTNER_ADMIN = "partner-admin";
    private static final String PLATFORM = "platform";
    private static final Set<String> ROLES =
            Set.of("admin", "approver", "auditor", PLATFORM, "contractor", PARTNER_ADMIN);

    private final CurrentIdentityAssociation identities;

    Callers(CurrentIdentityAssociation identities) {
        this.identities = identities;
    }

    /** The caller of the current request. Fails with UNAUTHENTICATED if there is no valid token. */
    public Uni<Caller> current() {
        return identities.getDeferredIdentity().map(Callers::caller);
    }

    /** When the token of the current request ends. Fails as {@link #current}. */
    public Uni<Instant> until() {
        return identities
                .getDeferredIdentity()
                .map(Callers::token)
                .map(token -> Instant.ofEpochSecond(token.getExpirationTime()));
    }

    private static Caller caller(SecurityIdentity identity) {
        var token = token(identity);
        var roles = new TreeSet<>(identity.getRoles());
        roles.retainAll(ROLES);
        var groups = Groups.of(Optional.ofNullable(token.getGroups()).orElse(Set.of()));
        if (groups.partners().size() != 1) {
            roles.remove(PARTNER_ADMIN);
        }
        if (groups.platforms().areNone()) {
            roles.remove(PLATFORM);
        }
        var name = Optional.<String>ofNullable(token.getClaim("preferred_username"));
        return new Caller(
                token.getSubject(),
                name.orElse(""),
                roles,
                groups.owners(),
                roles.contains(PARTNER_ADMIN) ? Optional.of(groups.partners().first()) : Optional.empty(),
                groups.platforms());
    }

    private static JsonWebToken token(SecurityIdentity identity) {
        if (identity.isAnonymous()
                || !(identity.getPrincipal() instanceof JsonWebToken token)
                || token.getSubject() == null
                || token.getSubject().isBlank()) {
            throw new PortcullisException(ErrorReason.UNAUTHENTICATED, "a valid bearer token is needed");
        }
        return token;
    }
}
