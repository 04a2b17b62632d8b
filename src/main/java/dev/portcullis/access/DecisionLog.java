package dev.portcullis.access;

import dev.portcullis.common.Page;
import dev.portcullis.common.PageRequest;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny.SessionFactory;

/** The record of decisions. A decision MUST be on record before it is given. */
@ApplicationScoped
public class DecisionLog {

    private final SessionFactory sessions;

    DecisionLog(SessionFactory sessions) {
        this.sessions = sessions;
    }

    /** Puts decisions on record: all of them, or fails. */
    public Uni<Void> append(List<DecisionRecord> decisions) {
        var rows = decisions.stream().map(DecisionRow::of).toArray();
        return sessions.withStatelessTransaction(session -> session.insertAll(rows));
    }

    /** Decisions in the order they were made. */
    public Uni<Page<DecisionRecord>> list(DecisionFilter filter, PageRequest page) {
        return sessions.withStatelessTransaction(session -> session.createSelectionQuery("""
                                from DecisionRow
                                where id > :after
                                  and (:partnerId is null or partnerId = :partnerId)
                                  and (:contractorId is null or contractorId = :contractorId)
                                  and (:assetId is null or assetId = :assetId)
                                  and (:credentialId is null or credentialId = :credentialId)
                                  and (:effect is null or effect = :effect)
                                  and decidedAt >= :start and decidedAt < :end
                                order by id""", DecisionRow.class)
                        .setParameter("after", page.afterOrLeast())
                        .setParameter("partnerId", filter.partnerId().orElse(null))
                        .setParameter("contractorId", filter.contractorId().orElse(null))
                        .setParameter("assetId", filter.assetId().orElse(null))
                        .setParameter("credentialId", filter.credentialId().orElse(null))
                        .setParameter("effect", filter.effect().orElse(null))
                        .setParameter("start", filter.start().orElse(Instant.EPOCH))
                        .setParameter("end", filter.end().orElse(Instant.parse("9999-12-31T00:00:00Z")))
                        .setMaxResults(page.size() + 1)
                        .getResultList())
                .map(rows -> rows.stream().map(DecisionRow::toRecord).toList())
                .map(decisions -> Page.of(decisions, page, DecisionRecord::id));
    }
}
