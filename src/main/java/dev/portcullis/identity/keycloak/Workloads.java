package dev.portcullis.identity.keycloak;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.partner.Account;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keycloak.representations.idm.ClientRepresentation;

/**
 * The clients of workloads, which sign in by a JWT of their own. One that has no mark of the contractor is somebody else's, and
 * is left alone.
 */
@Singleton
public class Workloads {

    /** The attribute that marks the client of a contractor. */
    static final String CONTRACTOR = "portcullis.contractor";

    private final KeycloakLink link;
    private final Clients clients;
    private final Users users;
    private final ObjectMapper json;

    Workloads(KeycloakLink link, Clients clients, Users users, ObjectMapper json) {
        this.link = link;
        this.clients = clients;
        this.users = users;
        this.json = json;
    }

    /**
     * The client of a contractor, if it is there.
     *
     * @throws Refused if it is somebody else's
     */
    public Optional<Holder> find(String contractorId, Account.Workload workload) {
        var found = clients.find(workload.clientId());
        found.ifPresent(client -> {
            if (!contractorId.equals(attributes(client).get(CONTRACTOR))) {
                throw new Refused("Keycloak has a client " + workload.clientId() + " that is not the contractor's");
            }
        });
        return found.map(Found::new);
    }

    /** Makes the client of a contractor. */
    public Holder create(String contractorId, Account.Workload workload) {
        var wanted = new ClientRepresentation();
        wanted.setClientId(workload.clientId());
        wanted.setEnabled(true);
        wanted.setPublicClient(false);
        wanted.setServiceAccountsEnabled(true);
        wanted.setStandardFlowEnabled(false);
        wanted.setImplicitFlowEnabled(false);
        wanted.setDirectAccessGrantsEnabled(false);
        wanted.setFullScopeAllowed(true);
        wanted.setClientAuthenticatorType("client-jwt");
        wanted.setAttributes(attributes(contractorId, workload));
        link.call("make the client", realm -> realm.clients().create(wanted), Right.MANAGE_CLIENTS);
        return find(contractorId, workload).orElseThrow(() -> new Refused("Keycloak has no client that it has made"));
    }

    private Map<String, String> attributes(String contractorId, Account.Workload workload) {
        var attributes = new HashMap<String, String>();
        attributes.put(CONTRACTOR, contractorId);
        if (workload.jwksUrl() != null) {
            attributes.put("use.jwks.url", "true");
            attributes.put("jwks.url", workload.jwksUrl());
        } else {
            attributes.put("use.jwks.string", "true");
            attributes.put("jwks.string", keySet(workload.publicJwk()));
        }
        return attributes;
    }

    /** A JWK Set with the key alone, said to be for signatures: Keycloak passes over others. */
    private String keySet(String jwk) {
        try {
            var key = (ObjectNode) json.readTree(jwk);
            key.put("use", "sig");
            return json.writeValueAsString(Map.of("keys", List.of(key)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a public key that is no JSON", e);
        }
    }

    static Map<String, String> attributes(ClientRepresentation client) {
        return client.getAttributes() == null ? Map.of() : client.getAttributes();
    }

    /** A client as it was found. */
    private final class Found implements Holder {

        private final ClientRepresentation client;
        private Holder serviceAccount;

        Found(ClientRepresentation client) {
            this.client = client;
        }

        @Override
        public String subject() {
            return serviceAccount().subject();
        }

        @Override
        public boolean isEnabled() {
            return client.isEnabled();
        }

        @Override
        public void enable(boolean enabled) {
            var change = change();
            change.setEnabled(enabled);
            update(enabled ? "enable the client" : "disable the client", change);
        }

        /** What was issued to it up to the cut is void; and whoever takes its tokens and wants to be told so, is told. */
        @Override
        public void endSessions(Instant cutBefore) {
            var change = change();
            // In whole seconds, and past the cut: tokens of the same second were issued before it.
            change.setNotBefore(Math.toIntExact(cutBefore.getEpochSecond() + 1));
            update("set the client's not-before", change);
            link.run(
                    "push the client's not-before",
                    realm -> realm.clients().get(client.getId()).pushRevocation(),
                    Right.MANAGE_CLIENTS);
            serviceAccount().endSessions(cutBefore);
        }

        @Override
        public List<String> otherRoles(Set<String> ofClients) {
            return serviceAccount().otherRoles(ofClients);
        }

        @Override
        public List<String> effectiveRoles(Set<String> ofClients) {
            return serviceAccount().effectiveRoles(ofClients);
        }

        @Override
        public void take(String role) {
            serviceAccount().take(role);
        }

        @Override
        public boolean giveRole() {
            return serviceAccount().giveRole();
        }

        private Holder serviceAccount() {
            if (serviceAccount == null) {
                var user = link.call(
                        "find the client's service account",
                        realm -> realm.clients().get(client.getId()).getServiceAccountUser(),
                        Right.MANAGE_CLIENTS);
                serviceAccount = users.of(user);
            }
            return serviceAccount;
        }

        private ClientRepresentation change() {
            var change = new ClientRepresentation();
            change.setClientId(client.getClientId());
            return change;
        }

        private void update(String doing, ClientRepresentation change) {
            link.run(doing, realm -> realm.clients().get(client.getId()).update(change), Right.MANAGE_CLIENTS);
        }
    }
}
