package dev.portcullis.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema on a real PostgreSQL, and what the service's role may not do there. */
class MigrationTest {

    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void migrate() throws Exception {
        postgres = EmbeddedPostgres.start();
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE ROLE service LOGIN");
        }
        Flyway.configure()
                .dataSource(postgres.getPostgresDatabase())
                .placeholders(Map.of("service_role", "service"))
                .load()
                .migrate();
    }

    @AfterAll
    static void stop() throws Exception {
        postgres.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "change_log",
                "request_ids",
                "audit_events",
                "asset_parents",
                "approvals",
                "grant_assets",
                "credential_grants",
                "credential_assets",
                "revocations",
                "reinstatement_contractors",
                "reinstatement_assets",
                "confirmations",
                "policy_bundles",
                "decisions",
                "decision_gaps"
            })
    void shouldLetTheServiceNeitherChangeNorRemoveARecord(String table) throws Exception {
        try (var service = postgres.getDatabase("service", "postgres").getConnection()) {
            var column = firstColumn(service, table);
            assertRefused(service, "UPDATE " + table + " SET " + column + " = " + column);
            assertRefused(service, "DELETE FROM " + table);
            assertRefused(service, "TRUNCATE " + table);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE credentials SET secret_sha256 = secret_sha256",
                "UPDATE grants SET expires_at = expires_at",
                "UPDATE decision_epochs SET epoch = epoch",
                "DELETE FROM decision_epochs",
                "UPDATE reinstatements SET proposed_by = proposed_by",
                "UPDATE reinstatements SET expires_at = expires_at",
                "DELETE FROM reinstatements",
                "UPDATE policy_activations SET proposed_by = proposed_by",
                "UPDATE policy_activations SET bundle = bundle",
                "DELETE FROM policy_activations",
                "DELETE FROM active_policy",
                "INSERT INTO active_policy VALUES (false)",
                "DELETE FROM all_credentials",
                "INSERT INTO all_credentials VALUES (false)",
                "DELETE FROM change_head",
                "UPDATE contractors SET email = email",
                "UPDATE outbox SET subject = subject",
                "DELETE FROM identities",
                "DELETE FROM identity_sweep",
                "DELETE FROM provisioning_worker",
                "CREATE TABLE planted (id text)",
                "ALTER TABLE audit_events DISABLE TRIGGER ALL"
            })
    void shouldLetTheServiceDoNoMoreThanItMust(String statement) throws Exception {
        try (var service = postgres.getDatabase("service", "postgres").getConnection()) {
            assertRefused(service, statement);
        }
    }

    @Test
    void shouldLetTheServiceGiveAContractorItsSubjectOnce() throws Exception {
        try (var service = postgres.getDatabase("service", "postgres").getConnection()) {
            service.setAutoCommit(false);
            var statement = service.createStatement();
            statement.execute(
                    "INSERT INTO partners (id, display_name, state, created_at) VALUES ('acme', 'A', 'ACTIVE', now())");
            statement.execute("INSERT INTO contractors (id, partner_id, display_name, state, created_at, account_type,"
                    + " client_id, jwks_url) VALUES ('1', 'acme', 'A', 'ACTIVE', now(), 'WORKLOAD', 'bot',"
                    + " 'https://acme.example.com')");
            statement.execute("UPDATE contractors SET subject = 'first'");
            statement.execute("UPDATE contractors SET subject = 'first'");
            assertRefused(service, "UPDATE contractors SET subject = 'second'");
            service.rollback();
        }
    }

    @Test
    void shouldStartAtRevisionZero() throws Exception {
        try (var service = postgres.getDatabase("service", "postgres").getConnection();
                var rows = service.createStatement().executeQuery("SELECT revision FROM change_head")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getLong(1)).isZero();
            assertThat(rows.next()).isFalse();
        }
    }

    private static String firstColumn(Connection connection, String table) throws SQLException {
        try (var rows = connection.createStatement().executeQuery("SELECT * FROM " + table + " LIMIT 0")) {
            return rows.getMetaData().getColumnName(1);
        }
    }

    private static void assertRefused(Connection connection, String sql) {
        assertThatThrownBy(() -> connection.createStatement().execute(sql))
                .isInstanceOfSatisfying(
                        SQLException.class,
                        refusal -> assertThat(refusal.getSQLState()).as(sql).isEqualTo("42501"));
    }
}
