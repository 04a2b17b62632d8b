package dev.portcullis.change.replica;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.local.LocalPostgres;
import dev.portcullis.local.PortcullisTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who does not renew is taken out of the table, but only when no lease of it can be left. */
@QuarkusTest
@QuarkusTestResource(PortcullisTestResource.class)
class StragglersTest {

    private static final ConditionFactory SOON = Awaitility.await().atMost(Duration.ofMinutes(1));
    private static final String SILENT = "SELECT count(*) FROM replicas WHERE id = 'silent'";
    private static final String RENEWALS = "SELECT max(renewals) FROM replicas WHERE id <> 'silent'";

    private Connection owner;

    @BeforeEach
    void join() throws SQLException {
        owner = PortcullisTestResource.postgres().connect(LocalPostgres.OWNER);
        execute("INSERT INTO replicas (id, applied_revision, renewals) VALUES ('silent', 0, 7)");
    }

    @AfterEach
    void leave() throws SQLException {
        execute("DELETE FROM replicas WHERE id = 'silent'");
        owner.close();
    }

    @Test
    void shouldTakeOutWhoDoesNotRenewForLongerThanALease() {
        var start = System.nanoTime();
        SOON.until(() -> number(SILENT) == 0);
        assertThat(System.nanoTime() - start).isGreaterThan(Lease.LENGTH.toNanos());
    }

    @Test
    void shouldCountAnewWhenTheStoreMayHaveForgottenRenewals() throws SQLException {
        var renewals = number(RENEWALS);
        // Seen to be silent for a second and more.
        SOON.until(() -> number(RENEWALS) >= renewals + 3);
        // What a crash of the store looks like from here; the silent one may have renewed just before it.
        PortcullisTestResource.postgres().terminateConnections(LocalPostgres.SERVICE);
        var start = System.nanoTime();
        SOON.until(() -> number(SILENT) == 0);
        assertThat(System.nanoTime() - start).isGreaterThan(Lease.LENGTH.toNanos());
    }

    private long number(String sql) throws SQLException {
        try (var rows = owner.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (var statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }
}
