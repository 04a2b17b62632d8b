package dev.portcullis.access;

import dev.portcullis.common.ListQuery;
import dev.portcullis.common.Page;
import dev.portcullis.common.PageRequest;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny.SessionFactory;

/** The record of decisions. A decision MUST be on record before it is given. */
@ApplicationScoped
public class DecisionLog {

    private static final String RECORDED = "portcullis.decisions";

    private final SessionFactory sessions;
    private final MeterRegistry metrics;

    DecisionLog(SessionFactory sessions, MeterRegistry metrics) {
        this.sessions = sessions;
        this.metrics = metrics;
    }

    /** Puts decisions on record: all of them, or fails. */
    public Uni<Void> append(List<DecisionRecord> decisions) {
        var rows = decisions.stream().map(DecisionRow::of).toArray();
        return sessions.withStatelessTransaction(session -> session.insertAll(rows))
                .invoke(() -> decisions.forEach(this::count));
    }

    /** Decisions in the order they were made. */
    public Uni<Page<DecisionRecord>> list(DecisionFilter filter, PageRequest page) {
        return sessions.withStatelessTransaction(session -> new ListQuery<>(DecisionRow.class, "id")
                        .where("id > :after", "after", page.afterOrLeast())
                        .where("partnerId = :partnerId", "partnerId", filter.partnerId())
                        .where("contractorId = :contractorId", "contractorId", filter.contractorId())
                        .where("assetId = :assetId", "assetId", filter.assetId())
                        .where("credentialId = :credentialId", "credentialId", filter.credentialId())
                        .where("effect = :effect", "effect", filter.effect())
                        .where("decidedAt >= :start", "start", filter.start())
                        .where("decidedAt < :end", "end", filter.end())
                        .run(session, page))
                .map(rows -> rows.stream().map(DecisionRow::toRecord).toList())
                .map(decisions -> Page.of(decisions, page, DecisionRecord::id));
    }

    /** By what there is a known number of: never by a caller, partner or asset. */
    private void count(DecisionRecord decision) {
        metrics.counter(
                        RECORDED,
                        "rpc",
                        decision.rpc(),
                        "effect",
                        decision.effect().name())
                .increment();
    }
}
