package dev.portcullis.identity.keycloak;

import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.keycloak.representations.idm.ClientRepresentation;

/** The clients, by their names. What Keycloak calls one is asked once, until it is forgotten. For one thread. */
@Singleton
class Clients {

    private final KeycloakLink link;
    private final Map<String, String> ids = new HashMap<>();

    Clients(KeycloakLink link) {
        this.link = link;
    }

    /** The client of this name, as it is now, if it is there. */
    Optional<ClientRepresentation> find(String clientId) {
        return link
                .call("find the client", realm -> realm.clients().findByClientId(clientId), Right.MANAGE_CLIENTS)
                .stream()
                .findFirst();
    }

    /** Empty if there is no such client. */
    Optional<String> id(String clientId) {
        if (!ids.containsKey(clientId)) {
            find(clientId).ifPresent(client -> ids.put(clientId, client.getId()));
        }
        return Optional.ofNullable(ids.get(clientId));
    }

    /** Asks for it anew: it may have been made anew. */
    void forget(String clientId) {
        ids.remove(clientId);
    }
}
