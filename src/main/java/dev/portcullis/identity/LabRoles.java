package dev.portcullis.identity;

import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The roles of the lab's own people in Portcullis, as Keycloak calls them. No contractor is to have one. */
@Singleton
class LabRoles {

    private static final Set<String> NAMES = Set.of("admin", "approver", "auditor", "platform");
    private static final Pattern OF_CLIENT = Pattern.compile("resource_access/\"?(.+?)\"?/roles");

    private final Optional<String> client;

    LabRoles(SignInConfig config) {
        var claim = OF_CLIENT.matcher(config.rolesClaim());
        this.client = claim.matches() ? Optional.of(claim.group(1)) : Optional.empty();
    }

    /** The client whose roles they are; none if they are the realm's. */
    Set<String> clients() {
        return client.map(Set::of).orElse(Set.of());
    }

    /** Whether a role is one, as {@link dev.portcullis.identity.keycloak.Holder#otherRoles} calls it. */
    boolean include(String role) {
        var prefix = client.map(name -> name + "/").orElse("");
        return role.startsWith(prefix) && NAMES.contains(role.substring(prefix.length()));
    }
}
