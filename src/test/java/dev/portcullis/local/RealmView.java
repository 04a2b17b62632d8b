package dev.portcullis.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.local.KeycloakAdmin.User;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What a Keycloak says of partners and contractors, by its own admin API, beside what Portcullis has in its store. */
final class RealmView {

    private final Supplier<KeycloakAdmin> keycloak;
    private final LocalPostgres postgres;

    /** @param keycloak the one that runs now */
    RealmView(Supplier<KeycloakAdmin> keycloak, LocalPostgres postgres) {
        this.keycloak = keycloak;
        this.postgres = postgres;
    }

    /** One organization of a partner, and whether it is enabled. */
    void hasOrganization(String partnerId, boolean enabled) throws IOException, InterruptedException {
        assertThat(list("/organizations?exact=true&search=" + partnerId))
                .as("organizations %s", partnerId)
                .singleElement()
                .satisfies(organization -> {
                    assertThat(organization.get("alias").asText()).isEqualTo(partnerId);
                    assertThat(organization.get("enabled").asBoolean())
                            .as("organization %s enabled", partnerId)
                            .isEqualTo(enabled);
                });
    }

    /** One user of a person, with this subject, the role of contractors and no other, in its partner's organization alone. */
    void hasPerson(String email, String partnerId, String subject, boolean enabled)
            throws IOException, InterruptedException {
        for (var by : List.of("email", "username")) {
            assertThat(list("/users?exact=true&" + by + "=" + encode(email)))
                    .as("users with the %s %s", by, email)
                    .singleElement()
                    .satisfies(user -> isContractor(user, subject, enabled));
        }
        isMember(subject, partnerId);
    }

    /** One client of a workload, whose service account has this subject, the role, and its partner's organization alone. */
    void hasClient(String clientId, String partnerId, String subject, boolean enabled)
            throws IOException, InterruptedException {
        var clients = list("/clients?clientId=" + clientId);
        assertThat(clients).as("clients %s", clientId).hasSize(1);
        assertThat(clients.get(0).get("enabled").asBoolean())
                .as("client %s enabled", clientId)
                .isEqualTo(enabled);
        var account = get("/clients/" + clients.get(0).get("id").asText() + "/service-account-user");
        isContractor(account, subject, true);
        isMember(subject, partnerId);
    }

    void hasNotBefore(String clientId) throws IOException, InterruptedException {
        assertThat(list("/clients?clientId=" + clientId).get(0).get("notBefore").asLong())
                .as("not-before of client %s", clientId)
                .isPositive();
    }

    void hasNoSession(String email) throws IOException, InterruptedException {
        assertThat(list("/users/" + user(email) + "/sessions"))
                .as("sessions of %s", email)
                .isEmpty();
    }

    /** Signs a person in, so that it has a session. */
    void signIn(String email) throws IOException, InterruptedException {
        var password = Secrets.next();
        keycloak.get()
                .put(
                        "/users/" + user(email),
                        Map.of(
                                "firstName",
                                "Annie",
                                "lastName",
                                "Notator",
                                "email",
                                email,
                                "emailVerified",
                                true,
                                "requiredActions",
                                List.of(),
                                "credentials",
                                List.of(Map.of("type", "password", "value", password, "temporary", false))));
        keycloak.get().token(new User(email, user(email), password));
        assertThat(list("/users/" + user(email) + "/sessions"))
                .as("sessions of %s", email)
                .isNotEmpty();
    }

    /** The subject that a contractor was given: once, and on record. */
    String subject(String contractor) {
        var id = contractor.substring(contractor.indexOf('/') + 1);
        assertThat(texts("SELECT details ->> 'subject' FROM audit_events WHERE type = 'CONTRACTOR_PROVISIONED'"
                        + " AND contractor_id = '" + id + "'"))
                .as("events by which %s has its subject", contractor)
                .hasSize(1)
                .isEqualTo(texts("SELECT subject FROM contractors WHERE id = '" + id + "'"));
        return texts("SELECT subject FROM contractors WHERE id = '" + id + "'").get(0);
    }

    private void isContractor(JsonNode user, String subject, boolean enabled) {
        assertThat(user.get("id").asText()).isEqualTo(subject);
        assertThat(user.get("enabled").asBoolean())
                .as("user %s enabled", user.get("username"))
                .isEqualTo(enabled);
    }

    private void isMember(String subject, String partnerId) throws IOException, InterruptedException {
        assertThat(list("/organizations/members/" + subject + "/organizations"))
                .extracting(organization -> organization.get("alias").asText())
                .containsExactly(partnerId);
        assertThat(list("/users/" + subject + "/role-mappings/realm"))
                .extracting(role -> role.get("name").asText())
                .containsExactlyInAnyOrder("contractor", "default-roles-portcullis");
    }

    private String user(String email) throws IOException, InterruptedException {
        return list("/users?exact=true&email=" + encode(email)).get(0).get("id").asText();
    }

    private List<String> texts(String sql) {
        var texts = new ArrayList<String>();
        try (var owner = postgres.connect(LocalPostgres.OWNER);
                var statement = owner.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return keycloak.get().get(path);
    }

    private List<JsonNode> list(String path) throws IOException, InterruptedException {
        var list = new ArrayList<JsonNode>();
        get(path).forEach(list::add);
        return list;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
