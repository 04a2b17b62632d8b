package dev.portcullis.bench;

import dev.portcullis.local.KeycloakAdmin;
import dev.portcullis.local.LocalKeycloak;
import dev.portcullis.local.LocalPortcullis;
import dev.portcullis.local.LocalPostgres;
import dev.portcullis.local.LocalUsers;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** Replicas of the packaged service with a PostgreSQL and a Keycloak of their own, all gone when it is closed. */
final class Stack implements Closeable {

    private final HttpClient http = HttpClient.newHttpClient();
    private final Deque<Closeable> parts = new ArrayDeque<>();
    private final List<LocalPortcullis> replicas = new ArrayList<>();
    private final KeycloakAdmin keycloak;
    private final LocalUsers users;

    /**
     * One replica, and an empty store.
     *
     * @param data a folder for its log and its users' passwords
     */
    Stack(Path keycloakHome, Path data) throws Exception {
        this(keycloakHome, data, 1, postgres -> {});
    }

    /** What a store has in it before any replica loads it. */
    @FunctionalInterface
    interface Filling {

        void into(LocalPostgres migrated) throws SQLException;
    }

    /** @param data a folder for their logs and their users' passwords */
    Stack(Path keycloakHome, Path data, int count, Filling filling) throws Exception {
        try {
            var postgres = LocalPostgres.start();
            parts.push(postgres::close);
            var identity = LocalKeycloak.start(keycloakHome);
            parts.push(identity::close);
            keycloak = identity.admin();
            users = LocalUsers.create(keycloak, data);
            var config = new HashMap<>(postgres.config());
            config.put("quarkus.oidc.auth-server-url", identity.issuer().toString());
            LocalPortcullis.start(config, LocalKeycloak.freePort(), data.resolve("migrate.log"))
                    .close();
            filling.into(postgres);
            for (int i = 1; i <= count; i++) {
                var log = data.resolve("portcullis-" + i + ".log");
                var replica = LocalPortcullis.start(config, LocalKeycloak.freePort(), log);
                replicas.add(replica);
                parts.push(replica::close);
            }
        } catch (Exception e) {
            close();
            throw e;
        }
    }

    /** The process of the first replica. */
    ProcessHandle server() {
        return replicas.get(0).process();
    }

    /** Waits until the first replica has shipped all decisions: it would do so at the cost of what is measured next. */
    void awaitShipped() {
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> metrics()
                .contains("\nportcullis_decisions_backlog 0.0\n"));
    }

    private String metrics() throws IOException, InterruptedException {
        var metrics = URI.create("http://127.0.0.1:" + replicas.get(0).port() + "/q/metrics");
        return http.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString())
                .body();
    }

    KeycloakAdmin keycloak() {
        return keycloak;
    }

    LocalUsers users() {
        return users;
    }

    /** A token of the platform, fresh. */
    String token() throws IOException, InterruptedException {
        return token("platform-1");
    }

    /** A token of one of the users, fresh. */
    String token(String user) throws IOException, InterruptedException {
        return keycloak.token(users.get(user));
    }

    /** A connection of its own to the first replica; answers are handled on the thread that reads it. */
    ManagedChannel connect() {
        return connect(0);
    }

    /** As {@link #connect()}, to each replica in turn. */
    List<ManagedChannel> connectToEach() {
        return IntStream.range(0, replicas.size()).mapToObj(this::connect).toList();
    }

    private ManagedChannel connect(int replica) {
        var port = replicas.get(replica).port();
        var channel = NettyChannelBuilder.forAddress("127.0.0.1", port)
                .usePlaintext()
                .directExecutor()
                .build();
        parts.push(channel::shutdownNow);
        return channel;
    }

    @Override
    public void close() throws IOException {
        while (!parts.isEmpty()) {
            parts.pop().close();
        }
    }
}
