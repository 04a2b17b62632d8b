package dev.portcullis.identity.keycloak;

import jakarta.annotation.Nullable;
import org.keycloak.representations.idm.RoleRepresentation;

/**
 * A role that an account was given.
 *
 * @param name of the realm: its name; of a client: {@code client/role}
 * @param clientId what Keycloak calls the client; null for a role of the realm
 */
record Given(String name, @Nullable String clientId, RoleRepresentation role) {

    /** The role of the realm that every contractor has. */
    static final String CONTRACTOR = "contractor";

    /** How the role of the realm begins that Keycloak gives everybody. */
    private static final String EVERYBODY = "default-roles-";

    static Given ofRealm(RoleRepresentation role) {
        return new Given(role.getName(), null, role);
    }

    static Given ofClient(String client, String clientId, RoleRepresentation role) {
        return new Given(client + "/" + role.getName(), clientId, role);
    }

    boolean isContractor() {
        return clientId == null && CONTRACTOR.equals(name);
    }

    /** Whether somebody gave it who is neither Portcullis nor Keycloak itself. */
    boolean isByHand() {
        return clientId != null || !isContractor() && !name.startsWith(EVERYBODY);
    }
}
