package dev.portcullis.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.local.KeycloakAdmin.User;
import dev.portcullis.local.RepeatableCall.Outcome;
import dev.portcullis.v1.Classification;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The packaged service that writes to a Keycloak through a proxy; each of the two can be killed and started again. */
final class ProvisioningSite implements ProvisioningStory.SignedIn, AutoCloseable {

    private static final List<String> QUICK_TO_START =
            List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");

    private final Path data;
    private final int keycloakPort = LocalKeycloak.freePort();
    private final LocalPostgres postgres;
    private final AdminProxy proxy;
    private final LocalUsers users;
    private final LocalPortcullis portcullis;
    private final ManagedChannel channel;
    private final Map<String, Channel> signedIn = new HashMap<>();
    private final String asset;
    private volatile LocalKeycloak keycloak;

    /**
     * @param data a folder for logs, passwords and Keycloak's database
     * @param settings further configuration of Portcullis
     */
    ProvisioningSite(Path data, Map<String, String> settings) throws Exception {
        this.data = data;
        postgres = LocalPostgres.start();
        startKeycloak();
        users = LocalUsers.create(keycloak.admin(), data);
        // Longer than the test, so that nobody need sign in while Keycloak is gone.
        keycloak.admin().put("", Map.of("accessTokenLifespan", 7_200, "ssoSessionMaxLifespan", 36_000));
        proxy = new AdminProxy(keycloak.url());
        portcullis =
                LocalPortcullis.start(config(settings), LocalKeycloak.freePort(), data.resolve("log"), QUICK_TO_START);
        channel = ManagedChannelBuilder.forAddress("127.0.0.1", portcullis.port())
                .usePlaintext()
                .build();
        for (var name : List.of("admin-1", "admin-2", "approver-1", "platform-1")) {
            signedIn.put(name, as(keycloak.admin().token(users.get(name))));
        }
        asset = "a" + UUID.randomUUID();
        assertThat(make(new MutationCalls(admin())
                                .registerAsset(
                                        asset,
                                        Classification.CLASSIFICATION_INTERNAL,
                                        UUID.randomUUID().toString()))
                        .answer())
                .isPresent();
    }

    private Map<String, String> config(Map<String, String> settings) throws IOException, InterruptedException {
        var config = new HashMap<>(postgres.config());
        config.put("quarkus.oidc.auth-server-url", keycloak.issuer().toString());
        config.putAll(keycloak.config(data));
        config.put("portcullis.keycloak.admin-url", proxy.url().toString());
        config.put("portcullis.keycloak.sweep-every", "PT168H");
        config.putAll(settings);
        return config;
    }

    private Channel as(String token) {
        return Bearer.with(channel, token);
    }

    AdminProxy proxy() {
        return proxy;
    }

    KeycloakAdmin keycloak() {
        return keycloak.admin();
    }

    LocalUsers users() {
        return users;
    }

    /** An asset that there is. */
    String asset() {
        return "assets/" + asset;
    }

    /** A new story. */
    ProvisioningStory story() {
        return new ProvisioningStory(this, realm(), () -> !proxy.isAtFault() && isToldAll(), asset());
    }

    RealmView realm() {
        return new RealmView(() -> keycloak.admin(), postgres);
    }

    @Override
    public Outcome make(RepeatableCall<?, ?> call) {
        return call.make(signedIn.get(call.caller().name()));
    }

    /** A channel that is signed in as a user. */
    Channel channel(String user) {
        return signedIn.get(user);
    }

    /** Has a user that was made meanwhile sign in. */
    void signIn(User user) throws IOException, InterruptedException {
        signedIn.put(user.name(), as(keycloak.admin().token(user)));
    }

    @Override
    public User admin() {
        return users.get("admin-1");
    }

    @Override
    public User secondAdmin() {
        return users.get("admin-2");
    }

    /** Ends Portcullis as kill -9 does, and starts it again. */
    void killPortcullis() throws Exception {
        portcullis.kill();
        endTurn();
        portcullis.start();
    }

    /** As Portcullis is dead, its turn may end now rather than in up to 30 s. */
    private void endTurn() throws SQLException {
        try (var owner = postgres.connect(LocalPostgres.OWNER);
                var statement = owner.createStatement()) {
            statement.execute("UPDATE provisioning_worker SET until = 'epoch'");
        }
    }

    /** Ends Keycloak as kill -9 does. */
    void killKeycloak() {
        keycloak.close();
    }

    /** Starts it, again too, with what its database has. */
    void startKeycloak() throws IOException, InterruptedException {
        keycloak = LocalKeycloak.start(LocalKeycloak.home(), data.resolve("keycloak"), keycloakPort);
    }

    /** Whether nothing is left to tell Keycloak. Fails if something is parked, which would be left for good. */
    boolean isToldAll() throws SQLException {
        assertThat(number("SELECT count(*) FROM provisioning_tasks WHERE state = 'PARKED'"))
                .as("parked")
                .isZero();
        return number("SELECT (SELECT count(*) FROM outbox) + (SELECT count(*) FROM provisioning_tasks)") == 0;
    }

    long number(String sql) throws SQLException {
        return postgres.number(sql);
    }

    @Override
    public void close() throws IOException {
        channel.shutdownNow();
        portcullis.close();
        proxy.close();
        keycloak.close();
        postgres.close();
    }
}
