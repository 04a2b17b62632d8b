package dev.portcullis.identity.keycloak;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.keycloak.representations.idm.AdminEventRepresentation;

/**
 * Something that somebody did in the realm by Keycloak's admin API.
 *
 * @param at by Keycloak's clock
 * @param path what it was done to: {@code users/4711/role-mappings/realm}
 */
public record AdminEvent(String id, Instant at, String path) {

    private static final String USERS = "users";
    private static final String CLIENTS = "clients";
    private static final String ORGANIZATIONS = "organizations";
    private static final int MEMBER = 3;

    public AdminEvent {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(path, "path");
    }

    static AdminEvent of(AdminEventRepresentation event) {
        return new AdminEvent(
                Objects.toString(event.getId(), ""),
                Instant.ofEpochMilli(event.getTime()),
                Objects.toString(event.getResourcePath(), ""));
    }

    /** The user that it was done to, or whose membership it was about. */
    public Optional<String> user() {
        return part(USERS, 1).or(() -> part(ORGANIZATIONS, MEMBER));
    }

    /** What Keycloak calls the client that it was done to. */
    public Optional<String> client() {
        return part(CLIENTS, 1);
    }

    /** What Keycloak calls the organization that it was done to. */
    public Optional<String> organization() {
        return part(ORGANIZATIONS, 1);
    }

    private Optional<String> part(String collection, int index) {
        var parts = path.split("/");
        return parts[0].equals(collection) && parts.length > index ? Optional.of(parts[index]) : Optional.empty();
    }
}
