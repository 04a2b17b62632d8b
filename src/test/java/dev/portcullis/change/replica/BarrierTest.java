package dev.portcullis.change.replica;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.change.replica.Barrier.Confirmation;
import dev.portcullis.local.LocalPostgres;
import dev.portcullis.local.PortcullisTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The barrier beside replicas that are rows in the table and nothing else. */
@QuarkusTest
@QuarkusTestResource(PortcullisTestResource.class)
class BarrierTest {

    private static final String OTHER = "other";

    @Inject
    Barrier barrier;

    @Inject
    Replica replica;

    @AfterEach
    void leave() throws SQLException {
        execute("DELETE FROM replicas WHERE id = '" + OTHER + "'");
    }

    @Test
    void shouldBeCompleteOnceEveryReplicaHasTheChange() throws Exception {
        var revision = revision();
        join(revision - 1);
        var waiting = await(revision);
        apply(revision);
        var confirmation = waiting.get(1, TimeUnit.MINUTES);
        assertThat(confirmation.complete()).isTrue();
        assertThat(confirmation.receipts())
                .hasSizeGreaterThanOrEqualTo(2)
                .allSatisfy(receipt -> assertThat(receipt.cause()).isEqualTo(Receipt.Cause.APPLIED));
    }

    @Test
    void shouldNotBeCompleteWhileALeaseMayBeHeldWithoutTheChange() throws Exception {
        var revision = revision();
        join(revision - 1);
        var confirmation = await(revision).get(1, TimeUnit.MINUTES);
        var other = receiptOfOther(confirmation);
        assertThat(other.took()).isGreaterThan(Lease.LENGTH);
        assertThat(other.cause()).isIn(Receipt.Cause.LEASE_RAN_OUT, Receipt.Cause.LEFT);
    }

    @Test
    void shouldNotWaitForOneThatLeaves() throws Exception {
        var revision = revision();
        join(revision - 1);
        var waiting = await(revision);
        Awaitility.await().until(() -> !look(revision).complete());
        leave();
        assertThat(receiptOfOther(waiting.get(1, TimeUnit.MINUTES)).cause()).isEqualTo(Receipt.Cause.LEFT);
    }

    @Test
    void shouldTellWithoutWaitingThatItIsNotComplete() throws Exception {
        var revision = revision();
        join(revision - 1);
        assertThat(look(revision).complete()).isFalse();
        apply(revision);
        Awaitility.await().until(() -> look(revision).complete());
    }

    @Test
    void shouldTakeOutWhoDoesNotRenewAndNotWhoDoes() throws Exception {
        var before = replica.appliedRevision();
        join(before);
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> count("id = '" + OTHER + "'") == 0);
        assertThat(count("id <> '" + OTHER + "'")).isEqualTo(1);
    }

    private static Receipt receiptOfOther(Confirmation confirmation) {
        assertThat(confirmation.complete()).isTrue();
        return confirmation.receipts().stream()
                .filter(receipt -> receipt.replica().equals(OTHER))
                .findFirst()
                .orElseThrow();
    }

    private CompletableFuture<Confirmation> await(long revision) {
        return CompletableFuture.supplyAsync(() -> run(() -> barrier.await(revision)));
    }

    private Confirmation look(long revision) {
        return run(() -> barrier.look(revision));
    }

    private static <T> T run(java.util.function.Supplier<io.smallrye.mutiny.Uni<T>> uni) {
        try {
            return VertxContextSupport.subscribeAndAwait(uni);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private long revision() {
        Awaitility.await().until(() -> replica.appliedRevision() >= 0);
        return Math.max(1, replica.appliedRevision());
    }

    private static void join(long applied) throws SQLException {
        execute("INSERT INTO replicas (id, applied_revision, renewals) VALUES ('" + OTHER + "', " + applied + ", 0)");
    }

    private static void apply(long revision) throws SQLException {
        execute("UPDATE replicas SET applied_revision = " + revision);
    }

    private static long count(String condition) throws SQLException {
        try (var connection = PortcullisTestResource.postgres().connect(LocalPostgres.OWNER);
                var rows =
                        connection.createStatement().executeQuery("SELECT count(*) FROM replicas WHERE " + condition)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static void execute(String sql) throws SQLException {
        try (var connection = PortcullisTestResource.postgres().connect(LocalPostgres.OWNER)) {
            connection.createStatement().execute(sql);
        }
    }
}
