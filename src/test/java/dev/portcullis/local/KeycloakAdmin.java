package dev.portcullis.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes users in a local realm and signs them in. For that it adds a client with direct grants (a password for a token, RFC
 * 6749 section 4.3): nothing for a realm that anybody else uses, which is why the committed realm file has no such client.
 */
public final class KeycloakAdmin {

    private static final String LOCAL_CLIENT = "portcullis-local";

    /** As many as are made in well under the minute that an administrator's token lives. */
    private static final int PER_TOKEN = 512;

    private static final int AT_ONCE = 8;

    private final HttpClient http;
    private final ObjectMapper json = new ObjectMapper();
    private final URI url;
    private final String realm;
    private final String user;
    private final String password;

    KeycloakAdmin(URI url, String realm, String user, String password) {
        this(HttpClient.newHttpClient(), url, realm, user, password);
    }

    private KeycloakAdmin(HttpClient http, URI url, String realm, String user, String password) {
        this.http = http;
        this.url = url;
        this.realm = realm;
        this.user = user;
        this.password = password;
    }

    /** A user of the realm. */
    public record User(String name, String subject, String password) {}

    boolean isReady() throws InterruptedException {
        try {
            var request =
                    HttpRequest.newBuilder(url.resolve("/realms/" + realm)).build();
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** Adds the client through which {@link #token} signs users in, if it is not there. */
    public void addLocalClient() throws IOException, InterruptedException {
        addClient(LOCAL_CLIENT, Map.of());
    }

    private void addClient(String id, Map<String, Object> settings) throws IOException, InterruptedException {
        if (get("/clients?clientId=" + id).isEmpty()) {
            var client = new HashMap<>(settings);
            client.put("clientId", id);
            client.put("publicClient", true);
            client.put("directAccessGrantsEnabled", true);
            client.put("standardFlowEnabled", false);
            post("/clients", client);
        }
    }

    /**
     * A user with a new random password, with roles of the realm and in groups, each a name or a path of two
     * ({@code partners/acme}). User and groups are made if need be; a user that is there keeps its subject.
     */
    public User createUser(String name, List<String> roles, List<String> groups)
            throws IOException, InterruptedException {
        var secret = Secrets.next();
        var credentials = List.of(Map.of("type", "password", "value", secret, "temporary", false));
        if (get("/users?exact=true&username=" + encode(name)).isEmpty()) {
            var user = new HashMap<String, Object>();
            user.put("username", name);
            user.put("enabled", true);
            user.put("email", name + "@example.com");
            user.put("firstName", name);
            user.put("lastName", name);
            post("/users", user);
        }
        var subject = get("/users?exact=true&username=" + encode(name))
                .get(0)
                .get("id")
                .asText();
        send(json(admin("/users/" + subject).method("PUT", body(Map.of("credentials", credentials)))));
        var mappings = new ArrayList<JsonNode>();
        for (var role : roles) {
            mappings.add(get("/roles/" + encode(role)));
        }
        post("/users/" + subject + "/role-mappings/realm", mappings);
        for (var group : groups) {
            addGroup(group);
            var id = get("/group-by-path/" + group).get("id").asText();
            put("/users/" + subject + "/groups/" + id, Map.of());
        }
        return new User(name, subject, secret);
    }

    /** Does what a user is asked for at its first sign-in: it has a password then, and nothing more is required of it. */
    public User choosePassword(String name, String subject) throws IOException, InterruptedException {
        var secret = Secrets.next();
        put(
                "/users/" + subject,
                Map.of(
                        "firstName",
                        name,
                        "lastName",
                        name,
                        "requiredActions",
                        List.of(),
                        "credentials",
                        List.of(Map.of("type", "password", "value", secret, "temporary", false))));
        return new User(name, subject, secret);
    }

    /** The secret of a client that the realm has. */
    public String clientSecret(String clientId) throws IOException, InterruptedException {
        var client = get("/clients?clientId=" + encode(clientId));
        if (client.isEmpty()) {
            throw new IllegalStateException("the realm has no client " + clientId
                    + ": it was made by an earlier version; begin with another folder");
        }
        return get("/clients/" + client.get(0).get("id").asText() + "/client-secret")
                .get("value")
                .asText();
    }

    private void addGroup(String path) throws IOException, InterruptedException {
        var names = path.split("/");
        if (!isGroup(names[0])) {
            post("/groups", Map.of("name", names[0]));
        }
        if (names.length == 2 && !isGroup(path)) {
            var parent = get("/group-by-path/" + names[0]).get("id").asText();
            post("/groups/" + parent + "/children", Map.of("name", names[1]));
        }
    }

    private boolean isGroup(String path) throws IOException, InterruptedException {
        var request = admin("/group-by-path/" + path).GET().build();
        return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    }

    /** A fresh access token of a user. */
    public String token(User of) throws IOException, InterruptedException {
        return token(realm, LOCAL_CLIENT, of.name(), of.password());
    }

    /** What Keycloak answers to who signs in: a token, or why there is none. */
    public JsonNode answerToSignIn(User of) throws IOException, InterruptedException {
        return tokenEndpoint(Map.of(
                "grant_type", "password", "client_id", LOCAL_CLIENT, "username", of.name(), "password", of.password()));
    }

    /** A fresh access token that a user gets through another client, made with settings as Keycloak names them. */
    public String token(User of, String client, Map<String, Object> settings) throws IOException, InterruptedException {
        addClient(client, settings);
        return token(realm, client, of.name(), of.password());
    }

    /** A fresh access token of a user, bound to a key (RFC 9449 section 5). */
    public String boundToken(User of, DpopKey key) throws IOException, InterruptedException, GeneralSecurityException {
        var form = Map.of("client_id", LOCAL_CLIENT, "username", of.name(), "password", of.password());
        var endpoint = tokenEndpoint(realm);
        var answer = signIn(
                realm,
                form,
                Map.of("DPoP", key.proof("POST", endpoint.toString()).signed()));
        return answer.get("access_token").asText();
    }

    /** A fresh access token of a user, bound to a certificate (RFC 8705 section 3); it is asked for at Keycloak's port for TLS. */
    public String boundToken(User of, LocalCertificate certificate, int tlsPort)
            throws IOException, InterruptedException, GeneralSecurityException {
        var client = "of-certificates";
        addClient(client, Map.of("attributes", Map.of("tls.client.certificate.bound.access.tokens", "true")));
        var tls = URI.create("https://127.0.0.1:" + tlsPort + "/");
        return new KeycloakAdmin(
                        HttpClient.newBuilder()
                                .sslContext(certificate.asClient())
                                .build(),
                        tls,
                        realm,
                        user,
                        password)
                .token(realm, client, of.name(), of.password());
    }

    /** All the tokens that a user is given: an access token, an ID token and a refresh token, by their names in the answer. */
    public Map<String, String> allTokens(User of) throws IOException, InterruptedException {
        var answer = signIn(
                realm,
                Map.of("client_id", LOCAL_CLIENT, "username", of.name(), "password", of.password(), "scope", "openid"));
        return Stream.of("access_token", "id_token", "refresh_token")
                .collect(Collectors.toMap(name -> name, name -> answer.get(name).asText()));
    }

    /**
     * Adds an RSA key to the realm that it publishes, and does not sign with.
     *
     * @return its kid
     */
    public String addPassiveKey(String name, PrivateKey key) throws IOException, InterruptedException {
        var pem = Base64.getMimeEncoder().encodeToString(key.getEncoded());
        addKey(
                name,
                "rsa",
                Map.of(
                        "priority", List.of("-100"),
                        "active", List.of("false"),
                        "privateKey", List.of("-----BEGIN PRIVATE KEY-----\n" + pem + "\n-----END PRIVATE KEY-----")));
        var component = key(name);
        return get("/keys").get("keys").findParents("kid").stream()
                .filter(known -> component.equals(known.path("providerId").asText()))
                .findFirst()
                .orElseThrow()
                .get("kid")
                .asText();
    }

    /** Makes the realm sign with a new key from now on; the old ones stay good. */
    void rotateKeys(String name) throws IOException, InterruptedException {
        addKey(name, "rsa-generated", Map.of("priority", List.of("200"), "active", List.of("true")));
    }

    /** Takes a key away that was added. */
    void removeKey(String name) throws IOException, InterruptedException {
        send(admin("/components/" + key(name)).DELETE().build());
    }

    private void addKey(String name, String provider, Map<String, List<String>> settings)
            throws IOException, InterruptedException {
        var config = new HashMap<>(settings);
        config.put("enabled", List.of("true"));
        config.put("algorithm", List.of("RS256"));
        post(
                "/components",
                Map.of(
                        "name", name,
                        "providerId", provider,
                        "providerType", "org.keycloak.keys.KeyProvider",
                        "parentId", get("").get("id").asText(),
                        "config", config));
    }

    private String key(String name) throws IOException, InterruptedException {
        return get("/components?name=" + encode(name)).get(0).get("id").asText();
    }

    /** A token whose user has a role of a client, which is not one of the realm. */
    String tokenWithClientRole(User of, String client, String role) throws IOException, InterruptedException {
        addClient(client, Map.of());
        var id = get("/clients?clientId=" + encode(client)).get(0).get("id").asText();
        post("/clients/" + id + "/roles", Map.of("name", role));
        post(
                "/users/" + of.subject() + "/role-mappings/clients/" + id,
                List.of(get("/clients/" + id + "/roles/" + encode(role))));
        var mapper = Map.of(
                "name", "client roles",
                "protocol", "openid-connect",
                "protocolMapper", "oidc-usermodel-client-role-mapper",
                "config",
                        Map.of(
                                "claim.name", "resource_access.${client_id}.roles",
                                "multivalued", "true",
                                "jsonType.label", "String",
                                "access.token.claim", "true"));
        return token(of, "of-client-roles", Map.of("protocolMappers", List.of(mapper)));
    }

    /** An access token that this Keycloak gives out in another realm. */
    public String tokenOfAnotherRealm() throws IOException, InterruptedException {
        return token("master", "admin-cli", user, password);
    }

    private String token(String inRealm, String client, String name, String secret)
            throws IOException, InterruptedException {
        return signIn(inRealm, Map.of("client_id", client, "username", name, "password", secret))
                .get("access_token")
                .asText();
    }

    private JsonNode signIn(String inRealm, Map<String, String> form) throws IOException, InterruptedException {
        return signIn(inRealm, form, Map.of());
    }

    private JsonNode signIn(String inRealm, Map<String, String> form, Map<String, String> headers)
            throws IOException, InterruptedException {
        var password = new HashMap<>(form);
        password.put("grant_type", "password");
        var request = HttpRequest.newBuilder(tokenEndpoint(inRealm))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(form(password));
        headers.forEach(request::header);
        return send(request.build());
    }

    /** What the admin API has at a path of the realm. */
    public JsonNode get(String path) throws IOException, InterruptedException {
        return send(admin(path).GET().build());
    }

    /** Has something made there. */
    public JsonNode post(String path, Object body) throws IOException, InterruptedException {
        return send(json(admin(path).POST(body(body))));
    }

    /** Has many things made there, some at a time, and with few tokens: these take longer than what is made. */
    public void postAll(String path, List<?> bodies) throws IOException, InterruptedException {
        for (var from = 0; from < bodies.size(); from += PER_TOKEN) {
            var some = bodies.subList(from, Math.min(bodies.size(), from + PER_TOKEN));
            var request = admin(path).header("Content-Type", "application/json");
            for (var at = 0; at < some.size(); at += AT_ONCE) {
                var under = new ArrayList<CompletableFuture<HttpResponse<String>>>();
                for (var body : some.subList(at, Math.min(some.size(), at + AT_ONCE))) {
                    under.add(http.sendAsync(request.copy().POST(body(body)).build(), BodyHandlers.ofString()));
                }
                for (var response : under) {
                    answer(response.join());
                }
            }
        }
    }

    /** Has what is there changed. */
    public void put(String path, Object body) throws IOException, InterruptedException {
        send(json(admin(path).PUT(body(body))));
    }

    /** Has it removed. */
    public void delete(String path, Object body) throws IOException, InterruptedException {
        send(json(admin(path).method("DELETE", body(body))));
    }

    /** What the token endpoint answers to a form: a token, or an error. */
    public JsonNode tokenEndpoint(Map<String, String> form) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(tokenEndpoint(realm))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(form(form))
                .build();
        return json.readTree(http.send(request, BodyHandlers.ofString()).body());
    }

    /** Where tokens of a realm are asked for. */
    public URI tokenEndpoint() {
        return tokenEndpoint(realm);
    }

    private URI tokenEndpoint(String of) {
        return url.resolve("/realms/" + of + "/protocol/openid-connect/token");
    }

    private static HttpRequest.BodyPublisher form(Map<String, String> form) {
        return BodyPublishers.ofString(form.entrySet().stream()
                .map(field -> field.getKey() + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&")));
    }

    private HttpRequest.BodyPublisher body(Object body) throws IOException {
        return BodyPublishers.ofString(json.writeValueAsString(body));
    }

    private static HttpRequest json(HttpRequest.Builder request) {
        return request.header("Content-Type", "application/json").build();
    }

    private HttpRequest.Builder admin(String path) throws IOException, InterruptedException {
        return HttpRequest.newBuilder(url.resolve("/admin/realms/" + realm + path))
                .header("Authorization", "Bearer " + token("master", "admin-cli", user, password));
    }

    private JsonNode send(HttpRequest request) throws IOException, InterruptedException {
        return answer(http.send(request, BodyHandlers.ofString()));
    }

    private JsonNode answer(HttpResponse<String> response) throws IOException {
        var request = response.request();
        if (response.statusCode() / 100 != 2) {
            throw new IOException("Keycloak answered " + response.statusCode() + " to " + request.method() + " "
                    + request.uri().getPath() + ": " + response.body());
        }
        return response.body().isEmpty() ? json.nullNode() : json.readTree(response.body());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
