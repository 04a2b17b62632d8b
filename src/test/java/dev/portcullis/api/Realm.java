package dev.portcullis.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.local.KeycloakAdmin;
import dev.portcullis.local.PortcullisTestResource;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What the tests' Keycloak says, and what a person does to it by hand. */
final class Realm {

    private static final String SERVICE = "portcullis";

    private Realm() {}

    static JsonNode get(String path) {
        return with(admin -> admin.get(path));
    }

    static List<JsonNode> users(String email) {
        return list(get("/users?exact=true&email=" + encode(email)));
    }

    static JsonNode user(String subject) {
        return get("/users/" + subject);
    }

    static boolean isEnabled(String subject) {
        return user(subject).get("enabled").asBoolean();
    }

    static List<JsonNode> organizations(String alias) {
        return list(get("/organizations?exact=true&briefRepresentation=false&search=" + alias));
    }

    static List<String> organizationsOf(String subject) {
        return list(get("/organizations/members/" + subject + "/organizations")).stream()
                .map(organization -> organization.get("alias").asText())
                .toList();
    }

    static List<String> roles(String subject) {
        return list(get("/users/" + subject + "/role-mappings/realm")).stream()
                .map(role -> role.get("name").asText())
                .toList();
    }

    static int sessions(String subject) {
        return get("/users/" + subject + "/sessions").size();
    }

    static JsonNode client(String clientId) {
        return get("/clients?clientId=" + clientId).get(0);
    }

    static JsonNode token(Map<String, String> form) {
        return with(admin -> admin.tokenEndpoint(form));
    }

    static String audience() {
        return PortcullisTestResource.keycloak().issuer().toString();
    }

    static void enable(String subject, boolean enabled) {
        with(admin -> {
            admin.put("/users/" + subject, Map.of("enabled", enabled));
            return null;
        });
    }

    static void remove(String subject) {
        with(admin -> {
            admin.delete("/users/" + subject, Map.of());
            return null;
        });
    }

    static void addMember(String organization, String subject) {
        with(admin -> admin.post(members(organization), subject));
    }

    static void removeMember(String organization, String subject) {
        with(admin -> {
            admin.delete(members(organization) + "/" + subject, Map.of());
            return null;
        });
    }

    private static String members(String organization) {
        return "/organizations/" + organizations(organization).get(0).get("id").asText() + "/members";
    }

    static void giveRole(String subject, String role) {
        with(admin -> admin.post(realmRoles(subject), List.of(get("/roles/" + role))));
    }

    /** A role of a client. */
    static void giveRole(String subject, String clientId, String role) {
        var client = client(clientId).get("id").asText();
        with(admin -> admin.post(
                "/users/" + subject + "/role-mappings/clients/" + client,
                List.of(get("/clients/" + client + "/roles/" + role))));
    }

    /** Puts a user in a new group that has a role of the realm. */
    static void giveRoleByGroup(String subject, String role) {
        var name = "g" + UUID.randomUUID();
        with(admin -> admin.post("/groups", Map.of("name", name)));
        var group = get("/groups?exact=true&search=" + name).get(0).get("id").asText();
        with(admin -> admin.post("/groups/" + group + "/role-mappings/realm", List.of(get("/roles/" + role))));
        with(admin -> {
            admin.put("/users/" + subject + "/groups/" + group, Map.of());
            return null;
        });
    }

    static void takeRole(String subject, String role) {
        with(admin -> {
            admin.delete(realmRoles(subject), List.of(get("/roles/" + role)));
            return null;
        });
    }

    private static String realmRoles(String subject) {
        return "/users/" + subject + "/role-mappings/realm";
    }

    /** Whether the realm keeps what admins do. */
    static void keepAdminEvents(boolean keep) {
        with(admin -> {
            admin.put("/events/config", Map.of("adminEventsEnabled", keep));
            return null;
        });
    }

    /** A client that has the mark of a contractor. */
    static void makeMarkedClient(String clientId, String contractor) {
        with(admin -> admin.post(
                "/clients", Map.of("clientId", clientId, "attributes", Map.of("portcullis.contractor", contractor))));
    }

    static void enableClient(String clientId, boolean enabled) {
        with(admin -> {
            admin.put(
                    "/clients/" + client(clientId).get("id").asText(),
                    Map.of("clientId", clientId, "enabled", enabled));
            return null;
        });
    }

    /** Gives the service a role of realm-management, does something, and takes it away again. */
    static void with(String role, Runnable meanwhile) {
        var management = client("realm-management").get("id").asText();
        var given = List.of(get("/clients/" + management + "/roles/" + role));
        with(admin -> admin.post(serviceMappings(), given));
        try {
            meanwhile.run();
        } finally {
            with(admin -> {
                admin.delete(serviceMappings(), given);
                return null;
            });
        }
    }

    /** The roles of realm-management that the service has. */
    static List<String> serviceRoles() {
        return list(get(serviceMappings())).stream()
                .map(role -> role.get("name").asText())
                .toList();
    }

    /** Takes a role of realm-management from the service, does something, and gives it back. */
    static void without(String role, Runnable meanwhile) {
        var mappings = serviceMappings();
        var taken = list(get(mappings)).stream()
                .filter(each -> each.get("name").asText().equals(role))
                .toList();
        with(admin -> {
            admin.delete(mappings, taken);
            return null;
        });
        try {
            meanwhile.run();
        } finally {
            with(admin -> admin.post(mappings, taken));
        }
    }

    private static String serviceMappings() {
        var account = get("/clients/" + client(SERVICE).get("id").asText() + "/service-account-user");
        return "/users/" + account.get("id").asText() + "/role-mappings/clients/"
                + client("realm-management").get("id").asText();
    }

    private interface Work<T> {
        T with(KeycloakAdmin admin) throws Exception;
    }

    private static <T> T with(Work<T> work) {
        try {
            return work.with(PortcullisTestResource.keycloak().admin());
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<JsonNode> list(JsonNode array) {
        var list = new ArrayList<JsonNode>();
        array.forEach(list::add);
        return list;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
