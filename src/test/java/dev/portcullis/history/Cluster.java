package dev.portcullis.history;

import dev.portcullis.local.CustomerPolicy;
import dev.portcullis.local.KeycloakAdmin;
import dev.portcullis.local.LocalKeycloak;
import dev.portcullis.local.LocalPortcullis;
import dev.portcullis.local.LocalPostgres;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Some replicas of the packaged service with one PostgreSQL and one Keycloak, each behind a network of its own. */
final class Cluster implements AutoCloseable {

    private static final List<String> FRUGAL =
            List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");

    private final Path folder;
    private final LocalPostgres postgres;
    private final LocalKeycloak keycloak;
    private final List<Node> nodes = new ArrayList<>();

    private Cluster(Path folder, LocalPostgres postgres, LocalKeycloak keycloak) {
        this.folder = folder;
        this.postgres = postgres;
        this.keycloak = keycloak;
    }

    /** One replica. */
    record Node(String name, LocalPortcullis process, StoreProxy store, ManagedChannel channel) {}

    /** Starts PostgreSQL and Keycloak, and no replica yet. */
    static Cluster start(Path folder) throws Exception {
        Files.createDirectories(folder);
        var home = LocalKeycloak.home();
        var keycloak = LocalKeycloak.start(home);
        keycloak.admin().addLocalClient();
        return new Cluster(folder, LocalPostgres.start(), keycloak);
    }

    /** Starts so many more replicas, side by side, with further arguments of their JVMs. */
    List<Node> add(int count, String... jvmArguments) throws Exception {
        var starting = new ArrayList<CompletableFuture<Node>>();
        for (var i = 0; i < count; i++) {
            var name = "replica-" + (nodes.size() + i + 1);
            starting.add(CompletableFuture.supplyAsync(() -> node(name, Map.of(), List.of(jvmArguments))));
        }
        for (var node : starting) {
            nodes.add(node.get(5, TimeUnit.MINUTES));
        }
        return nodes();
    }

    /** Starts one more, with further configuration and arguments of its JVM. */
    Node add(Map<String, String> config, List<String> jvmArguments) {
        var node = node("replica-" + (nodes.size() + 1), config, jvmArguments);
        nodes.add(node);
        return node;
    }

    private Node node(String name, Map<String, String> further, List<String> jvmArguments) {
        try {
            var store = new StoreProxy(postgres.port());
            var config = new HashMap<>(postgres.config(store.port()));
            config.put("quarkus.oidc.auth-server-url", keycloak.issuer().toString());
            config.put("portcullis.replica.id", name);
            config.put(
                    "portcullis.decisions.directory",
                    folder.resolve(name + "-decisions").toString());
            config.putAll(further);
            var arguments = new ArrayList<>(FRUGAL);
            arguments.add("-D" + CustomerPolicy.KEY_PROPERTY + "=" + CustomerPolicy.publicKey());
            arguments.addAll(jvmArguments);
            var process =
                    LocalPortcullis.start(config, LocalKeycloak.freePort(), folder.resolve(name + ".log"), arguments);
            var channel = ManagedChannelBuilder.forAddress("127.0.0.1", process.port())
                    .usePlaintext()
                    .build();
            return new Node(name, process, store, channel);
        } catch (Exception e) {
            throw new IllegalStateException(name + " does not start", e);
        }
    }

    List<Node> nodes() {
        return List.copyOf(nodes);
    }

    LocalPostgres postgres() {
        return postgres;
    }

    KeycloakAdmin keycloak() {
        return keycloak.admin();
    }

    /** Runs a statement as the owner of the schema. */
    void execute(String sql) throws SQLException {
        try (var connection = postgres.connect(LocalPostgres.OWNER);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The one number that a query answers. */
    long number(String sql) throws SQLException {
        return postgres.number(sql);
    }

    /** The texts of one column. */
    Set<String> texts(String sql) throws SQLException {
        var texts = new HashSet<String>();
        try (var connection = postgres.connect(LocalPostgres.OWNER);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    @Override
    public void close() throws IOException {
        for (var node : nodes) {
            node.channel().shutdownNow();
            node.process().close();
            node.store().close();
        }
        keycloak.close();
        postgres.close();
    }
}
