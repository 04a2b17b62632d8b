package dev.portcullis.local;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** A Keycloak on this machine, in its development mode, with the realm of src/main/keycloak. */
public final class LocalKeycloak implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final String REALM = "portcullis";
    private static final String ADMIN = "bootstrap";

    private final Process process;
    private final URI url;
    private final Path log;
    private final KeycloakAdmin admin;

    private LocalKeycloak(Process process, URI url, Path log, KeycloakAdmin admin) {
        this.process = process;
        this.url = url;
        this.log = log;
        this.admin = admin;
    }

    /** The folder into which the build has unpacked one. */
    public static Path home() {
        return Path.of(System.getProperty("portcullis.local.keycloak"));
    }

    /** Starts the Keycloak unpacked in a folder, on a free port, with an empty database in memory. */
    public static LocalKeycloak start(Path home) throws IOException, InterruptedException {
        var log = Files.createTempFile("keycloak", ".log");
        return start(home, freePort(), Secrets.next(), log, Map.of("KC_DB", "dev-mem"));
    }

    /**
     * Starts one that has TLS besides, and asks clients for their certificates.
     *
     * @param clients whose certificates it takes
     */
    public static LocalKeycloak start(Path home, int tlsPort, LocalCertificate server, LocalCertificate clients)
            throws IOException, InterruptedException {
        var port = freePort();
        return start(
                home,
                port,
                Secrets.next(),
                Files.createTempFile("keycloak", ".log"),
                Map.of(
                        "KC_DB", "dev-mem",
                        "KC_HOSTNAME", "http://127.0.0.1:" + port,
                        "KC_HTTPS_PORT", Integer.toString(tlsPort),
                        "KC_HTTPS_CERTIFICATE_FILE", server.certificate().toString(),
                        "KC_HTTPS_CERTIFICATE_KEY_FILE", server.key().toString(),
                        "KC_HTTPS_CLIENT_AUTH", "request",
                        "KC_TRUSTSTORE_PATHS", clients.certificate().toString()));
    }

    /** Starts it with what was left in another folder, which is made if need be. */
    public static LocalKeycloak start(Path home, Path data, int port) throws IOException, InterruptedException {
        var folder = Files.createDirectories(data).toAbsolutePath();
        var password = Secrets.kept(folder.resolve("keycloak.properties"), ADMIN);
        // It is stopped as by a crash: without the delay, what it has answered outlasts that.
        var database = "jdbc:h2:file:" + folder.resolve("keycloak")
                + ";NON_KEYWORDS=VALUE;DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0";
        return start(
                home,
                port,
                password,
                folder.resolve("keycloak.log"),
                Map.of("KC_DB", "dev-file", "KC_DB_URL", database));
    }

    /** @throws IllegalStateException with the end of its log, if it is not ready in three minutes */
    private static LocalKeycloak start(Path home, int port, String password, Path log, Map<String, String> settings)
            throws IOException, InterruptedException {
        if (!Files.exists(home.resolve("bin/kc.sh"))) {
            throw new IllegalStateException("no Keycloak in " + home + "; ./mvnw generate-test-resources brings it");
        }
        var imports = Files.createDirectories(home.resolve("data/import"));
        Files.copy(
                Path.of("src/main/keycloak/portcullis-realm.json"),
                imports.resolve("portcullis-realm.json"),
                StandardCopyOption.REPLACE_EXISTING);
        var builder = new ProcessBuilder("sh", home.resolve("bin/kc.sh").toString(), "start-dev", "--import-realm")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        var environment = builder.environment();
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("KC_HTTP_HOST", "127.0.0.1");
        environment.put("KC_HTTP_PORT", Integer.toString(port));
        environment.put("KC_HTTP_ACCESS_LOG_ENABLED", "true");
        environment.put("KC_BOOTSTRAP_ADMIN_USERNAME", ADMIN);
        environment.put("KC_BOOTSTRAP_ADMIN_PASSWORD", password);
        environment.putAll(settings);
        var started = new AtomicReference<Process>();
        var process = Children.start(
                () -> {
                    started.set(builder.start());
                    return started.get();
                },
                () -> Optional.ofNullable(started.get()).ifPresent(LocalKeycloak::kill));
        var url = URI.create("http://127.0.0.1:" + port);
        var keycloak = new LocalKeycloak(process, url, log, new KeycloakAdmin(url, REALM, ADMIN, password));
        keycloak.awaitReady();
        return keycloak;
    }

    /** The issuer in its tokens. */
    public URI issuer() {
        return url.resolve("/realms/" + REALM);
    }

    /**
     * The configuration of a Portcullis that writes to its realm.
     *
     * @param data where the file goes that has the secret for that, which its owner alone can read
     */
    public Map<String, String> config(Path data) throws IOException, InterruptedException {
        var secret = Secrets.file(data.resolve("portcullis-client.secret"), admin.clientSecret("portcullis"));
        return Map.of(
                "portcullis.keycloak.admin-url",
                url.toString(),
                "portcullis.keycloak.client-secret-file",
                secret.toAbsolutePath().toString());
    }

    /** Where it listens. */
    public URI url() {
        return url;
    }

    /** What one may do to the realm. */
    public KeycloakAdmin admin() {
        return admin;
    }

    /** How many requests it had since its start for paths that end so. */
    long requests(String pathEnd) throws IOException {
        try (var lines = Files.lines(log)) {
            return lines.filter(line -> line.contains(pathEnd + " HTTP/")).count();
        }
    }

    @Override
    public void close() {
        kill(process);
    }

    private void awaitReady() throws IOException, InterruptedException {
        var limit = Instant.now().plus(START_LIMIT);
        while (!admin.isReady()) {
            if (!process.isAlive() || Instant.now().isAfter(limit)) {
                kill(process);
                var lines = Files.readAllLines(log);
                var tail = lines.subList(Math.max(0, lines.size() - 20), lines.size());
                throw new IllegalStateException("Keycloak did not start:\n" + String.join("\n", tail));
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    /** The script first, so that it starts nothing more; and waits until all are gone. */
    private static void kill(Process process) {
        var all = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(one -> one.onExit().join());
    }

    /** A port that nobody listens on now. */
    public static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
