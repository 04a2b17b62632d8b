package dev.portcullis.local;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/**
 * A PostgreSQL on this machine with a database {@code portcullis}, a role that owns it and migrates it, and a role that may
 * only sign in: what the service may do there is for the migrations to say.
 */
public final class LocalPostgres implements AutoCloseable {

    /** The role that owns the database. */
    public static final String OWNER = "portcullis_owner";

    /** The role of the service. */
    public static final String SERVICE = "portcullis_app";

    private static final String DATABASE = "portcullis";

    private final EmbeddedPostgres postgres;
    private final Map<String, String> passwords;
    private List<String> command = List.of();

    private LocalPostgres(EmbeddedPostgres postgres, Map<String, String> passwords) {
        this.postgres = postgres;
        this.passwords = passwords;
    }

    /** Starts one with an empty database, which is gone when it is closed. */
    public static LocalPostgres start() throws IOException, SQLException {
        var postgres = builder().setCleanDataDirectory(true).start();
        return prepared(postgres, Map.of(OWNER, Secrets.next(), SERVICE, Secrets.next()));
    }

    /** Starts one with what was left in a folder, which is made if need be. */
    public static LocalPostgres start(Path data) throws IOException, SQLException {
        var secrets = data.resolve("postgres.properties");
        var folder = data.resolve("postgres");
        var postgres = Children.start(
                () -> builder()
                        .setDataDirectory(folder)
                        .setCleanDataDirectory(false)
                        .start(),
                () -> stop(folder));
        return prepared(postgres, Map.of(OWNER, Secrets.kept(secrets, OWNER), SERVICE, Secrets.kept(secrets, SERVICE)));
    }

    /** What it has acknowledged outlasts its crash, though not the machine's. */
    private static EmbeddedPostgres.Builder builder() {
        return EmbeddedPostgres.builder().setServerConfig("synchronous_commit", "on");
    }

    private static LocalPostgres prepared(EmbeddedPostgres postgres, Map<String, String> passwords)
            throws SQLException {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            for (var role : passwords.entrySet()) {
                if (!exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = '" + role.getKey() + "'")) {
                    statement.execute("CREATE ROLE " + role.getKey() + " LOGIN PASSWORD '" + role.getValue() + "'");
                }
            }
            if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = '" + DATABASE + "'")) {
                statement.execute("CREATE DATABASE " + DATABASE + " OWNER " + OWNER);
            }
        }
        return new LocalPostgres(postgres, passwords);
    }

    /**
     * Stops what runs on a folder. EmbeddedPostgres does so too, but not if it was itself interrupted in its start; the server
     * is no child of ours, but its number is in a file.
     */
    private static void stop(Path folder) {
        ProcessHandle.current()
                .descendants()
                .filter(child -> isCommand(child, "pg_ctl") || isCommand(child, "initdb"))
                .forEach(child -> child.onExit()
                        .completeOnTimeout(child, 30, TimeUnit.SECONDS)
                        .join());
        server(folder).ifPresent(server -> {
            server.destroy();
            server.onExit().completeOnTimeout(server, 5, TimeUnit.SECONDS).join();
            server.destroyForcibly();
        });
    }

    private static Optional<ProcessHandle> server(Path folder) {
        try (var lines = Files.lines(folder.resolve("postmaster.pid"))) {
            return lines.findFirst()
                    .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid.strip())))
                    .filter(process -> isCommand(process, "postgres"));
        } catch (IOException e) {
            return Optional.empty(); // it has stopped
        }
    }

    private static boolean isCommand(ProcessHandle process, String name) {
        return process.info()
                .command()
                .filter(path -> path.endsWith("/" + name))
                .isPresent();
    }

    private static boolean exists(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    /** The configuration of a Portcullis that uses it, and migrates it as it starts. */
    public Map<String, String> config() {
        return config(port());
    }

    /** The configuration of one that reaches it by another port, but migrates it by its own. */
    public Map<String, String> config(int port) {
        return Map.of(
                "quarkus.datasource.reactive.url",
                "postgresql://127.0.0.1:" + port + "/" + DATABASE,
                "quarkus.datasource.jdbc.url",
                jdbcUrl(),
                "quarkus.datasource.username",
                SERVICE,
                "quarkus.datasource.password",
                passwords.get(SERVICE),
                "quarkus.flyway.username",
                OWNER,
                "quarkus.flyway.password",
                passwords.get(OWNER),
                "quarkus.flyway.migrate-at-start",
                "true");
    }

    /** A connection as {@link #OWNER} or {@link #SERVICE}. */
    public Connection connect(String role) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", role);
        properties.setProperty("password", passwords.get(role));
        return DriverManager.getConnection(jdbcUrl(), properties);
    }

    /** The one number that a query answers, as {@link #OWNER}. */
    public long number(String sql) throws SQLException {
        try (var owner = connect(OWNER);
                var statement = owner.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** Breaks all connections of a role, as an administrator may at any time. */
    public void terminateConnections(String role) throws SQLException {
        try (var connection = superuser();
                var statement = connection.prepareStatement(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = ?")) {
            statement.setString(1, role);
            statement.execute();
        }
    }

    /** Ends it at once, as a crash does: no client is told, and nothing is written that was not written before. */
    public void crash() throws IOException, SQLException, InterruptedException {
        var server = server();
        command = commandLine(server);
        new ProcessBuilder("kill", "-QUIT", Long.toString(server.pid())).start().waitFor();
        server.onExit().join();
    }

    /** Starts it again after {@link #crash}, with the data and on the port it had; returns when it can be used. */
    public void restart() throws IOException, InterruptedException {
        var builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.start();
        var limit = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (true) {
            try {
                connect(OWNER).close();
                return;
            } catch (SQLException e) {
                if (System.nanoTime() > limit) {
                    throw new IllegalStateException("PostgreSQL does not start again", e);
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
    }

    private ProcessHandle server() throws IOException, SQLException {
        try (var connection = superuser();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SHOW data_directory")) {
            rows.next();
            var pid = Files.readAllLines(Path.of(rows.getString(1), "postmaster.pid"))
                    .get(0);
            return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
        }
    }

    /** How it was started; as root in a user namespace, as it refuses to be root. */
    private static List<String> commandLine(ProcessHandle process) throws IOException {
        var words = new ArrayList<String>();
        if ("root".equals(System.getProperty("user.name"))) {
            words.addAll(List.of("unshare", "-U"));
        }
        words.addAll(List.of(
                Files.readString(Path.of("/proc/" + process.pid() + "/cmdline")).split("\0")));
        return words;
    }

    /** A connection as the superuser. */
    private Connection superuser() throws SQLException {
        return postgres.getPostgresDatabase().getConnection();
    }

    /** The port it listens on. */
    public int port() {
        return postgres.getPort();
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }

    private String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/" + DATABASE;
    }
}
