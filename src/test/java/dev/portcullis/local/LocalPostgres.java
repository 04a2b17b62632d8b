package dev.portcullis.local;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;

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

    private LocalPostgres(EmbeddedPostgres postgres, Map<String, String> passwords) {
        this.postgres = postgres;
        this.passwords = passwords;
    }

    /** Starts one with an empty database, which is gone when it is closed. */
    public static LocalPostgres start() throws IOException, SQLException {
        var passwords = Map.of(OWNER, Secrets.next(), SERVICE, Secrets.next());
        var postgres = EmbeddedPostgres.builder().setCleanDataDirectory(true).start();
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            for (var role : passwords.entrySet()) {
                statement.execute("CREATE ROLE " + role.getKey() + " LOGIN PASSWORD '" + role.getValue() + "'");
            }
            statement.execute("CREATE DATABASE " + DATABASE + " OWNER " + OWNER);
        }
        return new LocalPostgres(postgres, passwords);
    }

    /** The configuration of a Portcullis that uses it, and migrates it as it starts. */
    public Map<String, String> config() {
        return Map.of(
                "quarkus.datasource.reactive.url",
                "postgresql://127.0.0.1:" + postgres.getPort() + "/" + DATABASE,
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

    @Override
    public void close() throws IOException {
        postgres.close();
    }

    private String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/" + DATABASE;
    }
}
