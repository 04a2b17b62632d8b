package dev.portcullis.local;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A Keycloak on this machine, in its development mode, with the realm of src/main/keycloak. */
public final class LocalKeycloak implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final String REALM = "portcullis";

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

    /**
     * Starts the Keycloak unpacked in a folder, on a free port, with an empty database in memory.
     *
     * @throws IllegalStateException with the end of its log, if it is not ready in three minutes
     */
    public static LocalKeycloak start(Path home) throws IOException, InterruptedException {
        if (!Files.exists(home.resolve("bin/kc.sh"))) {
            throw new IllegalStateException("no Keycloak in " + home + "; ./mvnw generate-test-resources brings it");
        }
        var imports = Files.createDirectories(home.resolve("data/import"));
        Files.copy(
                Path.of("src/main/keycloak/portcullis-realm.json"),
                imports.resolve("portcullis-realm.json"),
                StandardCopyOption.REPLACE_EXISTING);
        var port = freePort();
        var password = Secrets.next();
        var log = Files.createTempFile("keycloak", ".log");
        var builder = new ProcessBuilder(List.of(home.resolve("bin/kc.sh").toString(), "start-dev", "--import-realm"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment()
                .putAll(Map.of(
                        "JAVA_HOME",
                        System.getProperty("java.home"),
                        "KC_HTTP_HOST",
                        "127.0.0.1",
                        "KC_HTTP_PORT",
                        Integer.toString(port),
                        "KC_DB",
                        "dev-mem",
                        "KC_BOOTSTRAP_ADMIN_USERNAME",
                        "bootstrap",
                        "KC_BOOTSTRAP_ADMIN_PASSWORD",
                        password));
        var process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> kill(process)));
        var url = URI.create("http://127.0.0.1:" + port);
        var keycloak = new LocalKeycloak(process, url, log, new KeycloakAdmin(url, REALM, "bootstrap", password));
        keycloak.awaitReady();
        return keycloak;
    }

    /** The issuer in its tokens. */
    public URI issuer() {
        return url.resolve("/realms/" + REALM);
    }

    /** What one may do to the realm. */
    public KeycloakAdmin admin() {
        return admin;
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

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
