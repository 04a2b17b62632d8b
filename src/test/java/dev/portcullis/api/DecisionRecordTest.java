package dev.portcullis.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.tuple;

import com.google.protobuf.Timestamp;
import dev.portcullis.local.LocalPostgres;
import dev.portcullis.local.PortcullisTestResource;
import dev.portcullis.v1.AuditServiceGrpc;
import dev.portcullis.v1.AuditServiceGrpc.AuditServiceBlockingStub;
import dev.portcullis.v1.DecisionGap;
import dev.portcullis.v1.DeclareReplicaLostRequest;
import dev.portcullis.v1.EventType;
import dev.portcullis.v1.GapCause;
import dev.portcullis.v1.ListDecisionGapsRequest;
import dev.portcullis.v1.ListDecisionsRequest;
import dev.portcullis.v1.ListDecisionsResponse;
import dev.portcullis.v1.ListEventsRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What an auditor is told of the record of decisions and its holes. */
@QuarkusTest
@QuarkusTestResource(PortcullisTestResource.class)
class DecisionRecordTest {

    @Test
    void shouldListADecisionAsSoonAsItIsGiven() {
        var asset = "assets/asked-of-just-now";
        var decision = World.check("pcs_", asset);
        var list = list(asset);
        assertThat(list.getDecisionsList()).singleElement().satisfies(record -> assertThat(record.getDecision())
                .isEqualTo(decision));
        assertThat(list.hasCompleteUntil()).isFalse();
    }

    @Test
    void shouldSayUntilWhenTheListIsWholeWhileAnotherReplicaLags() throws SQLException {
        set(
                "INSERT INTO decision_epochs (replica, epoch, complete_until) VALUES ('lagging', 1, to_timestamp(1767225600))");
        try {
            assertThat(list("assets/any").getCompleteUntil())
                    .isEqualTo(Timestamp.newBuilder().setSeconds(1767225600).build());
        } finally {
            set("UPDATE decision_epochs SET closed = true WHERE replica = 'lagging'");
        }
        assertThat(list("assets/any").hasCompleteUntil()).isFalse();
    }

    @Test
    void shouldListGapsInPages() throws SQLException {
        set("INSERT INTO decision_epochs (replica, epoch, complete_until, closed) VALUES ('gone', 7, now(), true)");
        set("""
                INSERT INTO decision_gaps (
                  id, replica, epoch, first_sequence, last_sequence, cause, given_from, given_until, found_at)
                SELECT 'gone-' || first, 'gone', 7, first, nullif(first + 8, 29), 'RECORD_DAMAGED',
                  to_timestamp(1), to_timestamp(2), to_timestamp(3)
                FROM generate_series(1, 21, 10) AS first""");
        var gaps = new ArrayList<DecisionGap>();
        var request = ListDecisionGapsRequest.newBuilder().setPageSize(2);
        var pages = 0;
        do {
            var page = audit().listDecisionGaps(request.build());
            assertThat(page.getGapsCount()).isBetween(1, 2);
            page.getGapsList().stream()
                    .filter(gap -> gap.getReplica().equals("gone"))
                    .forEach(gaps::add);
            request.setPageToken(page.getNextPageToken());
            pages++;
        } while (!request.getPageToken().isEmpty());
        assertThat(pages).isGreaterThanOrEqualTo(2);
        assertThat(gaps)
                .extracting(DecisionGap::getName)
                .doesNotHaveDuplicates()
                .hasSize(3);
        assertThat(gaps.get(0))
                .isEqualTo(DecisionGap.newBuilder()
                        .setName("decisionGaps/gone-1")
                        .setReplica("gone")
                        .setEpoch(7)
                        .setFirstSequence(1)
                        .setLastSequence(9)
                        .setCause(GapCause.GAP_CAUSE_RECORD_DAMAGED)
                        .setGivenFrom(Timestamp.newBuilder().setSeconds(1))
                        .setGivenUntil(Timestamp.newBuilder().setSeconds(2))
                        .setFoundAt(Timestamp.newBuilder().setSeconds(3))
                        .build());
        assertThat(gaps.get(2).hasLastSequence()).isFalse();
    }

    @Test
    void shouldNameWhatAReplicaHadNotShippedOnceItIsDeclaredLost() throws SQLException {
        set("""
                INSERT INTO decision_epochs (replica, epoch, shipped_sequence, complete_until, renewed_at) VALUES
                  ('lost', 1, 4, to_timestamp(1767225600), now() - interval '61 seconds'),
                  ('lost', 2, 0, to_timestamp(1767225700), now() - interval '61 seconds')""");
        var request = DeclareReplicaLostRequest.newBuilder()
                .setReplica("lost")
                .setNote("its disk is gone")
                .setRequestId(UUID.randomUUID().toString())
                .build();
        var gaps = admin().declareReplicaLost(request).getGapsList();
        assertThat(gaps)
                .extracting(DecisionGap::getEpoch, DecisionGap::getFirstSequence, DecisionGap::hasLastSequence)
                .containsExactlyInAnyOrder(tuple(1L, 5L, false), tuple(2L, 1L, false));
        assertThat(gaps).extracting(DecisionGap::getCause).containsOnly(GapCause.GAP_CAUSE_REPLICA_LOST);
        assertThat(audit().listDecisionGaps(ListDecisionGapsRequest.newBuilder()
                                .setPageSize(1000)
                                .build())
                        .getGapsList())
                .containsAll(gaps);
        assertThat(list("assets/any").hasCompleteUntil()).isFalse();
        assertThat(admin().declareReplicaLost(request).getGapsList()).isEqualTo(gaps);
        assertThat(audit().listEvents(ListEventsRequest.newBuilder()
                                .addTypes(EventType.EVENT_TYPE_REPLICA_LOST)
                                .build())
                        .getEventsList())
                .filteredOn(event -> event.getDetailsJson().contains("\"lost\""))
                .singleElement()
                .satisfies(event -> assertThat(event.getNote()).isEqualTo("its disk is gone"));
        assertThat(refusal("lost")).isEqualTo("REPLICA_NOT_FOUND");
    }

    @Test
    void shouldNotTakeAReplicaForLostThatIsHeardOf() throws SQLException {
        set(
                "INSERT INTO decision_epochs (replica, epoch, complete_until, renewed_at) VALUES"
                        + " ('heard', 1, now(), now() - interval '1 hour'), ('heard', 2, now(), now() - interval '50 seconds')");
        try {
            assertThat(refusal("heard")).isEqualTo("REPLICA_ALIVE");
        } finally {
            set("UPDATE decision_epochs SET closed = true WHERE replica = 'heard'");
        }
    }

    /** The service itself takes the row away once it has seen it renew nothing for two seconds: then this is no answer yet. */
    @Test
    void shouldNotTakeAReplicaForLostThatAnswers() throws SQLException {
        set("INSERT INTO decision_epochs (replica, epoch, complete_until, renewed_at) VALUES"
                + " ('answers', 1, now(), now() - interval '1 hour')");
        try {
            Throwable answer;
            do {
                set("UPDATE decision_epochs SET closed = false WHERE replica = 'answers'");
                set("INSERT INTO replicas (id, applied_revision, renewals) VALUES ('answers', 0, 0)");
                answer = catchThrowable(() -> declareLost("answers"));
            } while (!isThere("SELECT FROM replicas WHERE id = 'answers'"));
            assertThat(Errors.reason(answer)).isEqualTo("REPLICA_ALIVE");
        } finally {
            set("UPDATE decision_epochs SET closed = true WHERE replica = 'answers'");
        }
    }

    private static String refusal(String replica) {
        return Errors.reason(catchThrowable(() -> declareLost(replica)));
    }

    private static void declareLost(String replica) {
        admin().declareReplicaLost(DeclareReplicaLostRequest.newBuilder()
                .setReplica(replica)
                .build());
    }

    private static AuditServiceBlockingStub admin() {
        return Clients.with("admin", AuditServiceGrpc::newBlockingStub);
    }

    private static ListDecisionsResponse list(String asset) {
        return audit().listDecisions(
                        ListDecisionsRequest.newBuilder().setAsset(asset).build());
    }

    private static AuditServiceBlockingStub audit() {
        return Clients.with("auditor", AuditServiceGrpc::newBlockingStub);
    }

    private static void set(String update) throws SQLException {
        try (var owner = PortcullisTestResource.postgres().connect(LocalPostgres.OWNER);
                var statement = owner.createStatement()) {
            assertThat(statement.executeUpdate(update)).isPositive();
        }
    }

    private static boolean isThere(String select) throws SQLException {
        try (var owner = PortcullisTestResource.postgres().connect(LocalPostgres.OWNER);
                var statement = owner.createStatement();
                var rows = statement.executeQuery(select)) {
            return rows.next();
        }
    }
}
