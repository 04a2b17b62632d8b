package dev.portcullis.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import dev.portcullis.local.RepeatableCall.Outcome;
import dev.portcullis.v1.IssueCredentialResponse;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What clients were told, held against what the store says. */
final class CrashLedger {

    /** What may be refused to calls that race others; anything else is a defect. */
    private static final Set<String> REFUSALS = Set.of(
            "GRANT_NOT_ACTIVE",
            "CREDENTIAL_NOT_ACTIVE",
            "CONTRACTOR_NOT_ACTIVE",
            "PARTNER_NOT_ACTIVE",
            "REQUEST_NOT_PENDING",
            "REQUEST_REFUSED_BY_POLICY",
            "APPROVAL_REFUSED_BY_POLICY",
            "NOTHING_TO_REINSTATE",
            "REINSTATEMENT_PENDING",
            "REINSTATEMENT_NOT_PENDING",
            "REINSTATEMENT_VOID",
            "STATE_CHANGED");

    private final LocalPostgres postgres;
    private final List<Outcome> answered = new ArrayList<>();
    private final List<Outcome> refused = new ArrayList<>();

    CrashLedger(LocalPostgres postgres) {
        this.postgres = postgres;
    }

    /** Takes note of how a call ended at last, not of one that was broken off. */
    void enter(Outcome outcome) {
        if (outcome.isBarred()) {
            return;
        }
        outcome.refusal().ifPresent(reason -> assertThat(REFUSALS)
                .as("%s: %s", outcome.call(), outcome.detail())
                .contains(reason));
        (outcome.answer().isPresent() ? answered : refused).add(outcome);
    }

    /** All calls that were answered, in that order. */
    List<Outcome> answered() {
        return List.copyOf(answered);
    }

    int refusals() {
        return refused.size();
    }

    /** Every call that was answered made one change, and none that was refused made any. */
    void check() throws SQLException {
        var changes = changes();
        assertThat(answered).allSatisfy(outcome -> assertThat(changes)
                .as("%s", outcome)
                .containsEntry(outcome.call().requestId(), 1));
        assertThat(refused).allSatisfy(outcome -> assertThat(changes)
                .as("%s", outcome)
                .doesNotContainKey(outcome.call().requestId()));
    }

    /** How many changes each request_id has made; those that made none are not there. */
    Map<String, Integer> changes() throws SQLException {
        var changes = new HashMap<String, Integer>();
        try (var owner = postgres.connect(LocalPostgres.OWNER);
                var statement = owner.createStatement();
                var rows = statement.executeQuery(
                        "SELECT call_id, count(*) FROM audit_events WHERE call_id IS NOT NULL GROUP BY call_id")) {
            while (rows.next()) {
                changes.put(rows.getString(1), rows.getInt(2));
            }
        }
        return changes;
    }

    /** An answer as a repeated call gives it: without the secret, which is shown once. */
    static Message repeated(Message answer) {
        return answer instanceof IssueCredentialResponse issued
                ? issued.toBuilder().clearSecret().build()
                : answer;
    }
}
