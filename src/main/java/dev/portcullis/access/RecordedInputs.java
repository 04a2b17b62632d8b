package dev.portcullis.access;

import dev.portcullis.access.record.Journal;
import dev.portcullis.common.Columns;
import dev.portcullis.policy.AccessInput;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny.SessionFactory;

/** Reads decisions on record with what they were made on, some at a time. */
@ApplicationScoped
public class RecordedInputs {

    private static final String LIST = """
            SELECT id, effect, array_to_string(internal_reasons, ','), array_to_string(customer_reasons, ','),
              CAST(obligations AS text), CAST(input AS text)
            FROM decisions
            WHERE id > :after AND decided_at >= :start AND decided_at < :end AND asset_id IS NOT NULL
            ORDER BY id LIMIT :most""";

    private final SessionFactory sessions;
    private final Journal journal;

    RecordedInputs(SessionFactory sessions, Journal journal) {
        this.sessions = sessions;
        this.journal = journal;
    }

    /**
     * A decision.
     *
     * @param input empty if it is not on record, or not whole
     */
    public record RecordedInput(String decisionId, Outcome outcome, Optional<AccessInput> input) {}

    /** Has what this replica decided until now stored, unless the store is slow. */
    public Uni<Void> flush() {
        return journal.flush().replaceWithVoid();
    }

    /**
     * The next decisions on accesses, by id, which is their order in time.
     *
     * @param after the last one seen; empty to begin
     * @param most how many at most
     */
    public Uni<List<RecordedInput>> next(Instant start, Instant end, String after, int most) {
        return sessions.withStatelessSession(session -> session.createNativeQuery(LIST, Object[].class)
                        .setParameter("after", after)
                        .setParameter("start", start.atOffset(ZoneOffset.UTC))
                        .setParameter("end", end.atOffset(ZoneOffset.UTC))
                        .setParameter("most", most)
                        .getResultList())
                .map(rows -> rows.stream().map(RecordedInputs::recorded).toList());
    }

    private static RecordedInput recorded(Object[] row) {
        return new RecordedInput(
                (String) row[0],
                new Outcome(
                        Effect.valueOf((String) row[1]),
                        Columns.words(row[2]),
                        Columns.words(row[3]),
                        Duties.fromJson((String) row[4])),
                Optional.ofNullable((String) row[5]).flatMap(InputJson::read));
    }
}
