package dev.portcullis.change.replica;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.local.LocalPostgres;
import dev.portcullis.local.PortcullisTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A replica goes on, and skips nothing, whatever happens to its connections, its notifications and its row. */
@QuarkusTest
@QuarkusTestResource(PortcullisTestResource.class)
class TailTest {

    private static final ConditionFactory SOON = Awaitility.await().atMost(Duration.ofMinutes(1));

    @Inject
    Replica replica;

    @Inject
    StoreLinks links;

    private Connection owner;

    @BeforeEach
    void begin() throws SQLException {
        owner = PortcullisTestResource.postgres().connect(LocalPostgres.OWNER);
        SOON.until(replica::mayAnswer);
    }

    @AfterEach
    void end() throws SQLException {
        execute("ALTER TABLE change_log ENABLE TRIGGER notify_change");
        owner.close();
        SOON.until(replica::mayAnswer);
    }

    @Test
    void shouldGoOnWhenItsConnectionsAreTerminated() throws SQLException {
        for (var round = 0; round < 3; round++) {
            // The owner may not end others' connections; the superuser may.
            PortcullisTestResource.postgres().terminateConnections(LocalPostgres.SERVICE);
            var revision = change(1);
            SOON.until(() -> replica.appliedRevision() == revision);
        }
        SOON.until(replica::mayAnswer);
    }

    @Test
    void shouldFindAChangeWithoutANotification() throws SQLException {
        execute("ALTER TABLE change_log DISABLE TRIGGER notify_change");
        var revision = change(1);
        SOON.until(() -> replica.appliedRevision() == revision);
    }

    @Test
    void shouldApplyMoreChangesThanItReadsAtOnce() throws SQLException {
        var revision = change(1_201);
        SOON.until(() -> replica.appliedRevision() == revision);
    }

    @Test
    void shouldAnswerNothingAcrossAGap() throws SQLException {
        var before = change(1);
        SOON.until(() -> replica.appliedRevision() == before);
        // What no transaction of the service does: a revision is passed over.
        execute("UPDATE change_head SET revision = revision + 2");
        execute("INSERT INTO change_log VALUES (" + (before + 2) + ", now(), 'TEST', '{}')");
        SOON.until(() -> !replica.mayAnswer());
        assertThat(replica.appliedRevision()).isEqualTo(before);
        execute("INSERT INTO change_log VALUES (" + (before + 1) + ", now(), 'TEST', '{}')");
        SOON.until(() -> replica.mayAnswer() && replica.appliedRevision() == before + 2);
    }

    @Test
    void shouldAnswerNothingWhileAChangeIsNotUnderstood() throws SQLException {
        execute("UPDATE change_head SET revision = revision + 1");
        execute(
                "INSERT INTO change_log SELECT revision, now(), 'TEST', '{}', '[{\"of\": \"PLANET\"}]' FROM change_head");
        SOON.until(() -> !replica.mayAnswer());
        execute("UPDATE change_log SET states = '[]' WHERE revision = (SELECT revision FROM change_head)");
        SOON.until(replica::mayAnswer);
    }

    @Test
    void shouldJoinAnewWhenItWasTakenOut() throws SQLException {
        execute("DELETE FROM replicas");
        var revision = change(1);
        SOON.until(() -> replica.mayAnswer() && number("SELECT count(*) FROM replicas") == 1);
        SOON.until(() -> number("SELECT max(applied_revision) FROM replicas") == revision);
    }

    @Test
    void shouldHoldItsLeaseWhileATransactionHoldsTheHeadForLong() throws Exception {
        try (var other = PortcullisTestResource.postgres().connect(LocalPostgres.OWNER)) {
            other.setAutoCommit(false);
            other.createStatement().execute("UPDATE change_head SET revision = revision + 1");
            var renewals = number("SELECT max(renewals) FROM replicas");
            SOON.until(() -> number("SELECT max(renewals) FROM replicas") > renewals + 6);
            assertThat(replica.mayAnswer()).isTrue();
            other.rollback();
        }
    }

    @Test
    void shouldNotLetAnAbandonedTransactionHoldUpOthers() throws Exception {
        try (var abandoned = links.open()) {
            abandoned.run("BEGIN");
            abandoned.run("UPDATE change_head SET revision = revision");
            SOON.untilAsserted(() -> assertThat(change(1)).isPositive());
        }
    }

    /** Makes some changes of nothing, each in its own right, and returns the last revision. */
    private long change(int count) throws SQLException {
        execute("""
                DO $$ BEGIN FOR i IN 1..%d LOOP
                  UPDATE change_head SET revision = revision + 1;
                  INSERT INTO change_log SELECT revision, now(), 'TEST', '{}' FROM change_head;
                END LOOP; END $$""".formatted(count));
        return number("SELECT revision FROM change_head");
    }

    private long number(String sql) throws SQLException {
        try (var rows = owner.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (var statement = owner.createStatement()) {
            statement.setQueryTimeout(60);
            statement.execute(sql);
        }
    }
}
