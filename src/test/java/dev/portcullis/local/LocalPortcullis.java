package dev.portcullis.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged service as a process of its own, configured by its environment. */
public final class LocalPortcullis implements AutoCloseable {

    private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");
    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    private final Map<String, String> config;
    private final int port;
    private final Path log;
    private final List<String> jvmArguments;
    private Process process;

    private LocalPortcullis(Map<String, String> config, int port, Path log, List<String> jvmArguments) {
        this.config = Map.copyOf(config);
        this.port = port;
        this.log = log;
        this.jvmArguments = List.copyOf(jvmArguments);
    }

    /**
     * Starts it and waits until it is ready.
     *
     * @param config names and values of configuration properties; secrets among them, so they go by the environment
     * @param log where its output goes
     * @throws IllegalStateException with the end of its log, if it is not ready in two minutes
     */
    public static LocalPortcullis start(Map<String, String> config, int port, Path log)
            throws IOException, InterruptedException {
        return start(config, port, log, List.of());
    }

    /** As {@link #start(Map, int, Path)}, with further arguments of the JVM. */
    public static LocalPortcullis start(Map<String, String> config, int port, Path log, List<String> jvmArguments)
            throws IOException, InterruptedException {
        if (!Files.exists(JAR)) {
            throw new IllegalStateException("no " + JAR + "; ./mvnw package makes it");
        }
        var portcullis = new LocalPortcullis(config, port, log, jvmArguments);
        portcullis.start();
        return portcullis;
    }

    /** Starts it again after {@link #kill}. */
    public void start() throws IOException, InterruptedException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = new ArrayList<>(List.of(java));
        command.addAll(jvmArguments);
        command.addAll(List.of("-jar", JAR.toString()));
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("PORTCULLIS_REPLICA_ID", "replica-" + port);
        builder.environment().put("PORTCULLIS_DECISIONS_DIRECTORY", log.toAbsolutePath() + ".decisions");
        builder.environment().put("QUARKUS_HTTP_HOST", "127.0.0.1");
        config.forEach((name, value) -> builder.environment().put(variable(name), value));
        builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
        process = Children.start(builder::start, this::close);
        awaitReady();
    }

    /** Ends it at once, as kill -9 does, and waits until it is gone. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Stops it where it is, as SIGSTOP does: its clocks go on. */
    public void pause() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** Lets it go on after {@link #pause}. */
    public void resume() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        var status = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
        if (status != 0) {
            throw new IllegalStateException("kill -" + name + " ended with " + status);
        }
    }

    /** Where it listens, for gRPC and HTTP alike. */
    public int port() {
        return port;
    }

    /** The process it runs as now. */
    public ProcessHandle process() {
        return process.toHandle();
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroy();
            try {
                if (!process.waitFor(10, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }

    private void awaitReady() throws IOException, InterruptedException {
        var limit = Instant.now().plus(START_LIMIT);
        while (!isReady()) {
            if (!process.isAlive() || Instant.now().isAfter(limit)) {
                process.destroyForcibly();
                var lines = Files.readAllLines(log);
                var tail = lines.subList(Math.max(0, lines.size() - 20), lines.size());
                throw new IllegalStateException("Portcullis did not start:\n" + String.join("\n", tail));
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private boolean isReady() throws InterruptedException {
        var ready = URI.create("http://127.0.0.1:" + port + "/q/health/ready");
        try {
            return HttpClient.newHttpClient()
                            .send(HttpRequest.newBuilder(ready).build(), BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static String variable(String property) {
        return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
