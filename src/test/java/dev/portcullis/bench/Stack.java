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
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;

/** The packaged service with a PostgreSQL and a Keycloak of its own, all empty, all gone when it is closed. */
final class Stack implements Closeable {

    private final Deque<Closeable> parts = new ArrayDeque<>();
    private final LocalPortcullis portcullis;
    private final KeycloakAdmin keycloak;
    private final LocalUsers users;

    /** @param data a folder for its log and its users' passwords */
    Stack(Path keycloakHome, Path data) throws Exception {
        try {
            var postgres = LocalPostgres.start();
            parts.push(postgres::close);
            var identity = LocalKeycloak.start(keycloakHome);
            parts.push(identity::close);
            keycloak = identity.admin();
            users = LocalUsers.create(keycloak, data);
            var config = new HashMap<>(postgres.config());
            config.put("quarkus.oidc.auth-server-url", identity.issuer().toString());
            portcullis = LocalPortcullis.start(config, LocalKeycloak.freePort(), data.resolve("portcullis.log"));
            parts.push(portcullis::close);
        } catch (Exception e) {
            close();
            throw e;
        }
    }

    ProcessHandle server() {
        return portcullis.process();
    }

    KeycloakAdmin keycloak() {
        return keycloak;
    }

    LocalUsers users() {
        return users;
    }

    /** A token of the platform, fresh. */
    String token() throws IOException, InterruptedException {
        return keycloak.token(users.get("platform-1"));
    }

    /** A connection of its own; answers are handled on the thread that reads it. */
    ManagedChannel connect() {
        var channel = NettyChannelBuilder.forAddress("127.0.0.1", portcullis.port())
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
