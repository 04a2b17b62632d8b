package dev.portcullis.identity.keycloak;

import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.keycloak.representations.idm.ClientRepresentation;

/** What Keycloak calls the clients that are known by their names. It is asked once for each, until it is forgotten. For one thread. */
@Singleton
class Clients {

    private final KeycloakLink link;
    private final Map<String, String> ids = new HashMap<>();

    Clients(KeycloakLink link) {
        this.link = link;
    }

    /** Empty if there is no such client. */
    Optional<String> id(String clientId) {
        var known = ids.get(clientId);
        if (known == null) {
            known =
                    link
                            .call(
                                    "find the client",
                                    realm -> realm.clients().findByClientId(clientId),
                                    Right.MANAGE_CLIENTS)
                            .stream()
                            .map(ClientRepresentation::getId)
                            .findFirst()
                            .orElse(null);
            ids.put(clientId, known);
        }
        return Optional.ofNullable(known);
    }

    /** Asks for it anew: it may have been made anew. */
    void forget(String clientId) {
        ids.remove(clientId);
    }
}
