package dev.portcullis.local;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** Starts PostgreSQL, Keycloak and Portcullis, runs the tour, and keeps serving. Called by the script of the same name. */
public final class Quickstart {

    private final Options options;
    private final PrintStream out;

    private Quickstart(Options options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    /** Ends with 0 only if every step was as it should be. */
    public static void main(String... arguments) {
        // Logging is set up here, in one thread: two that log first (for PostgreSQL, for Keycloak) wait for each other
        // for ever.
        System.getLogger(Quickstart.class.getName());
        try {
            new Quickstart(Options.parse(arguments), System.out).run();
            System.exit(0);
        } catch (Exception e) {
            report(e);
        }
        System.exit(1);
    }

    /** Says what failed; nothing if a signal ended the children first, and so made the failure. */
    private static void report(Exception failure) {
        var cause = failure instanceof ExecutionException ? failure.getCause() : failure;
        if (Children.areEnding()) {
            return;
        }
        if (cause instanceof IllegalArgumentException || cause instanceof IllegalStateException) {
            System.err.println("quickstart: " + cause.getMessage());
        } else {
            System.err.println("quickstart: failed");
            cause.printStackTrace();
        }
    }

    @SuppressWarnings("try") // the lock is held for its own sake
    private void run() throws Exception {
        Files.createDirectories(options.data());
        try (var channel = FileChannel.open(
                        options.data().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = lock(channel)) {
            var ports =
                    options.ports().stream().map(port -> port("--port", port)).toList();
            serve(ports, port("--keycloak-port", options.keycloakPort()));
        }
    }

    private FileLock lock(FileChannel channel) throws IOException {
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            throw new IllegalStateException(
                    "another quickstart uses " + options.data() + "; give --data another folder");
        }
        return lock;
    }

    /** The port, which is free, or a free one. */
    private static int port(String option, int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException("port " + port + " is in use; choose another with " + option + " N");
        }
    }

    private void serve(List<Integer> ports, int keycloakPort) throws Exception {
        out.println("Starting PostgreSQL and Keycloak (Keycloak takes some 20 seconds) ...");
        var home = LocalKeycloak.home();
        var keycloakStart = CompletableFuture.supplyAsync(() -> {
            try {
                return LocalKeycloak.start(home, options.data(), keycloakPort);
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException("Keycloak did not start", e);
            }
        });
        try (var postgres = LocalPostgres.start(options.data());
                var keycloak = keycloakStart.get(5, TimeUnit.MINUTES)) {
            var users = LocalUsers.create(keycloak.admin(), options.data());
            out.println(
                    options.replicas() == 1
                            ? "Starting Portcullis ..."
                            : "Starting " + options.replicas() + " replicas of Portcullis ...");
            var config = new HashMap<>(postgres.config());
            config.put("quarkus.oidc.auth-server-url", keycloak.issuer().toString());
            var key = PolicyKey.in(options.data());
            config.put(PolicyKey.PROPERTY, key.publicKey().toString());
            config.putAll(keycloak.config(options.data()));
            try (var replicas = LocalReplicas.start(config, ports, options.data())) {
                new Tour(replicas.channels(), keycloak.admin(), users, key, options.data(), new Steps(out)).run();
                out.println();
                out.println("The tour went as it should.");
                if (!options.exit()) {
                    stay(ports, keycloakPort);
                }
            }
        }
    }

    private void stay(List<Integer> ports, int keycloakPort) throws InterruptedException {
        out.printf(
                """

                Portcullis serves on 127.0.0.1, ports %s: gRPC with reflection, /q/health, /q/metrics.
                From another terminal, as any of admin-1, admin-2, approver-1, approver-2, auditor-1, platform-1:

                    ./quickstart call%s --as auditor-1 portcullis.v1.AuditService/ListEvents '{"page_size": 5}'

                Ctrl-C stops everything; the next start goes on with %s.
                """,
                ports, new Options(false, options.data(), ports.get(0), keycloakPort, 1).arguments(), options.data());
        new CountDownLatch(1).await();
    }
}
