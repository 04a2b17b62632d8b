package dev.portcullis.identity;

import jakarta.inject.Singleton;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The roles that Portcullis reads in tokens, as Keycloak calls them: those of the realm by their names, those of a client with the client
 * before, as {@link dev.portcullis.identity.keycloak.Holder#otherRoles} does.
 */
@Singleton
class LabRoles {

    /** Of the lab's own people. No contractor is to have one. */
    private static final Set<String> NAMES = Set.of("admin", "approver", "auditor", "platform");

    private static final String CONTRACTOR = "contractor";
    private static final Pattern OF_CLIENT = Pattern.compile("resource_access/\"?(.+?)\"?/roles");

    private final Set<String> prefixes;

    /** A claim that is that of no client is taken for that of the realm. */
    LabRoles(SignInConfig config) {
        this.prefixes = Stream.of(config.rolesClaim().split(","))
                .map(claim -> OF_CLIENT.matcher(claim.strip()))
                .map(claim -> claim.matches() ? claim.group(1) + "/" : "")
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The clients whose roles are read. */
    Set<String> clients() {
        return prefixes.stream()
                .filter(prefix -> !prefix.isEmpty())
                .map(prefix -> prefix.substring(0, prefix.length() - 1))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether a role is one of the lab's own people. */
    boolean include(String role) {
        return prefixes.stream()
                .anyMatch(prefix -> role.startsWith(prefix) && NAMES.contains(role.substring(prefix.length())));
    }

    /** Whether a role is that of contractors. */
    boolean isContractors(String role) {
        return prefixes.stream().anyMatch(prefix -> role.equals(prefix + CONTRACTOR));
    }
}
