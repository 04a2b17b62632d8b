package dev.portcullis.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** An OPA server on this machine, at the version that tools/go.mod pins; needs Go once, with which tools/run builds it. */
public final class LocalOpa implements AutoCloseable {

    /** The policies of this release. */
    public static final Path POLICIES = Path.of("policies", "server.tar.gz");

    /** The first start builds OPA. */
    private static final Duration START_LIMIT = Duration.ofMinutes(15);

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final int port;
    private final Map<String, String> environment;
    private final List<String> options;
    private Process process;

    private LocalOpa(int port, Map<String, String> environment, List<String> options) {
        this.port = port;
        this.environment = environment;
        this.options = options;
    }

    /** Starts one as policies/README.md says, on a free port. */
    public static LocalOpa start(Path bundle) throws IOException, InterruptedException {
        return start(bundle, Map.of());
    }

    /** Starts one that asks for a token. */
    public static LocalOpa start(Path bundle, String token) throws IOException, InterruptedException {
        return start(bundle, Map.of("PORTCULLIS_OPA_TOKEN", token), "--authentication=token");
    }

    private static LocalOpa start(Path bundle, Map<String, String> environment, String... options)
            throws IOException, InterruptedException {
        var opa = new LocalOpa(LocalKeycloak.freePort(), environment, List.of(options));
        opa.restart(bundle);
        return opa;
    }

    /** Where it is. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Starts it on the port it had, after {@link #kill}; returns when it answers. */
    public void restart(Path bundle) throws IOException, InterruptedException {
        var log = Files.createTempFile("opa", ".log");
        var command = new ArrayList<>(List.of("tools/run", "opa", "run", "--server", "--authorization=basic"));
        command.addAll(options);
        command.addAll(List.of("--addr", "127.0.0.1:" + port, "--bundle", bundle.toString()));
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        var started = new AtomicReference<Process>();
        process = Children.start(
                () -> {
                    started.set(builder.start());
                    return started.get();
                },
                () -> Optional.ofNullable(started.get()).ifPresent(Process::destroyForcibly));
        awaitReady(log);
    }

    /** Ends it at once (kill -9); returns when it is gone. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Stops it where it is: its connections stay, and nothing is answered. */
    public void freeze() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** Lets it go on after {@link #freeze}. */
    public void thaw() throws IOException, InterruptedException {
        signal("CONT");
    }

    @Override
    public void close() {
        kill();
    }

    private void signal(String name) throws IOException, InterruptedException {
        var exit = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IllegalStateException("cannot send " + name + " to OPA");
        }
    }

    private void awaitReady(Path log) throws IOException, InterruptedException {
        var limit = System.nanoTime() + START_LIMIT.toNanos();
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() > limit) {
                kill();
                throw new IllegalStateException("OPA did not start:\n" + Files.readString(log));
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private boolean isReady() throws InterruptedException {
        try {
            var health = HttpRequest.newBuilder(url().resolve("/health")).build();
            return HTTP.send(health, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
