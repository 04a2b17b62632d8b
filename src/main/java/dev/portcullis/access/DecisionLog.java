package dev.portcullis.access;

import dev.portcullis.access.record.Journal;
import dev.portcullis.common.Columns;
import dev.portcullis.common.ListQuery;
import dev.portcullis.common.Page;
import dev.portcullis.common.PageRequest;
import dev.portcullis.policy.AccessInput;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny.SessionFactory;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** The record of decisions. A decision MUST be on record before it is given. */
@ApplicationScoped
public class DecisionLog {

    private static final String RECORDED = "portcullis.decisions";

    private static final String OTHERS = """
            SELECT min(complete_until), count(*) FROM decision_epochs
            WHERE NOT closed AND NOT (replica = :replica AND epoch = :epoch)""";

    private final SessionFactory sessions;
    private final Journal journal;
    private final MeterRegistry metrics;
    private final Map<Kind, Counter> counters = new ConcurrentHashMap<>();

    DecisionLog(SessionFactory sessions, Journal journal, MeterRegistry metrics) {
        this.sessions = sessions;
        this.journal = journal;
        this.metrics = metrics;
    }

    /** By what there is a known number of: never by a caller, partner or asset. */
    private record Kind(String rpc, Effect effect) {}

    /** Puts decisions on record: all of them, or fails. */
    public Uni<Void> append(List<DecisionRecord> decisions) {
        if (decisions.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return Uni.createFrom()
                .deferred(() ->
                        journal.append(decisions.stream().map(DecisionJson::of).toList()))
                .invoke(() -> decisions.forEach(this::count));
    }

    /**
     * As {@link #append(List)}, with what each was made on.
     *
     * @param inputs in the order of the decisions
     */
    public Uni<Void> append(List<DecisionRecord> decisions, AccessInput[] inputs) {
        return Uni.createFrom()
                .deferred(() -> journal.append(IntStream.range(0, inputs.length)
                        .mapToObj(i -> DecisionJson.of(decisions.get(i), InputJson.write(inputs[i])))
                        .toList()))
                .invoke(() -> decisions.forEach(this::count));
    }

    /** Decisions in the order they were made; those of this replica to the last, unless the database is slow. */
    public Uni<Decisions> list(DecisionFilter filter, PageRequest page) {
        return journal.flush()
                .flatMap(own -> sessions.withStatelessTransaction(
                        session -> others(session).flatMap(others -> list(session, filter, page)
                                .map(decisions -> new Decisions(decisions, earlier(own, others))))));
    }

    /** Asked before the list, so that nothing can be in time for it and not for the list. */
    private Uni<Optional<Instant>> others(StatelessSession session) {
        return session.createNativeQuery(OTHERS, Object[].class)
                .setParameter("replica", journal.origin().replica())
                .setParameter("epoch", journal.origin().epoch())
                .getSingleResult()
                .map(row -> Optional.ofNullable(row[0]).map(Columns::instant));
    }

    private static Uni<Page<DecisionRecord>> list(StatelessSession session, DecisionFilter filter, PageRequest page) {
        return new ListQuery<>(DecisionRow.class, "id")
                .where("id > :after", "after", page.afterOrLeast())
                .where("partnerId = :partnerId", "partnerId", filter.partnerId())
                .where("contractorId = :contractorId", "contractorId", filter.contractorId())
                .where("assetId = :assetId", "assetId", filter.assetId())
                .where("credentialId = :credentialId", "credentialId", filter.credentialId())
                .where("effect = :effect", "effect", filter.effect())
                .where("decidedAt >= :start", "start", filter.start())
                .where("decidedAt < :end", "end", filter.end())
                .run(session, page)
                .map(rows -> rows.stream().map(DecisionRow::toRecord).toList())
                .map(decisions -> Page.of(decisions, page, DecisionRecord::id));
    }

    private static Optional<Instant> earlier(Optional<Instant> one, Optional<Instant> other) {
        return Stream.concat(one.stream(), other.stream()).min(Instant::compareTo);
    }

    private void count(DecisionRecord decision) {
        counters.computeIfAbsent(
                        new Kind(decision.rpc(), decision.effect()),
                        kind -> metrics.counter(
                                RECORDED,
                                "rpc",
                                kind.rpc(),
                                "effect",
                                kind.effect().name()))
                .increment();
    }
}
