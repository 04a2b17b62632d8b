package dev.portcullis.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import dev.portcullis.local.LocalPostgres;
import dev.portcullis.local.PortcullisTestResource;
import dev.portcullis.v1.AuditServiceGrpc;
import dev.portcullis.v1.AuditServiceGrpc.AuditServiceBlockingStub;
import dev.portcullis.v1.DecisionGap;
import dev.portcullis.v1.GapCause;
import dev.portcullis.v1.ListDecisionGapsRequest;
import dev.portcullis.v1.ListDecisionsRequest;
import dev.portcullis.v1.ListDecisionsResponse;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.ArrayList;
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
            gaps.addAll(page.getGapsList());
            request.setPageToken(page.getNextPageToken());
            pages++;
        } while (!request.getPageToken().isEmpty());
        assertThat(pages).isEqualTo(2);
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
}
