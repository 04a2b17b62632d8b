package dev.portcullis.audit;

import dev.portcullis.common.ErrorReason;
import dev.portcullis.common.ListQuery;
import dev.portcullis.common.Page;
import dev.portcullis.common.PageRequest;
import dev.portcullis.common.PortcullisException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.hibernate.reactive.mutiny.Mutiny.SessionFactory;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** Reads the record by revision. */
@ApplicationScoped
public class Events {

    /**
     * What bears on a grant. An asset that a grant covers may since have moved; both what its assets stand in now and what
     * stands below them counts. What was cut and given back before it was asked for does not.
     */
    private static final String OF_GRANT = """
            WITH RECURSIVE own AS (
              SELECT g.*, (SELECT min(e.revision) FROM audit_events e WHERE e.request_id = g.request_id) AS since
              FROM grants g WHERE g.id = :grant),
            above AS (
              SELECT a.id, a.parent_id FROM assets a JOIN grant_assets s ON s.asset_id = a.id WHERE s.grant_id = :grant
              UNION SELECT a.id, a.parent_id FROM above JOIN assets a ON a.id = above.parent_id),
            below AS (
              SELECT asset_id AS id FROM grant_assets WHERE grant_id = :grant
              UNION SELECT a.id FROM below JOIN assets a ON a.parent_id = below.id),
            touched AS (SELECT id FROM above UNION SELECT id FROM below)
            SELECT e.revision FROM audit_events e CROSS JOIN own
            WHERE e.revision > :after AND (
              e.grant_ids @> ARRAY[own.id]
              OR e.request_id = own.request_id
              OR e.revision > own.since AND (
                e.type IN ('CONTRACTOR_REVOKED', 'CONTRACTOR_REINSTATED') AND e.contractor_id = own.contractor_id
                OR e.type = 'CREDENTIALS_REVOKED' AND coalesce(e.contractor_id, own.contractor_id) = own.contractor_id
                  AND coalesce(e.partner_id, own.partner_id) = own.partner_id
                OR e.type IN ('PARTNER_FROZEN', 'PARTNER_THAWING', 'PARTNER_THAWED') AND e.partner_id = own.partner_id
                OR e.type IN ('ASSET_QUARANTINED', 'QUARANTINE_LIFTED') AND e.asset_ids && ARRAY(SELECT id FROM touched)))
            ORDER BY e.revision LIMIT :limit""";

    /** All but what reading the record itself adds to it: else who goes through it in small pages is never done. */
    private static final Set<EventType> CHANGES = EnumSet.complementOf(EnumSet.of(EventType.READ_BY_AUDITOR));

    private final SessionFactory sessions;

    Events(SessionFactory sessions) {
        this.sessions = sessions;
    }

    /** Events by revision, ascending; without those of reading, unless the filter asks for them. */
    public Uni<Page<RecordedEvent>> list(EventFilter filter, PageRequest page) {
        var types = filter.types().isEmpty() ? CHANGES : filter.types();
        return sessions.withStatelessTransaction(session -> new ListQuery<>(EventRow.class, "revision")
                        .where("revision > :after", "after", page.afterRevision())
                        .where("partnerId = :partnerId", "partnerId", filter.partnerId())
                        .where("contractorId = :contractorId", "contractorId", filter.contractorId())
                        .where(
                                "cast(sql('? @> array[cast(? as text)]', assetIds, :assetId) as Boolean) = true",
                                "assetId",
                                filter.assetId())
                        .where("actor = :actor", "actor", filter.actor())
                        .where("type in :types", "types", types)
                        .where("occurredAt >= :start", "start", filter.start())
                        .where("occurredAt < :end", "end", filter.end())
                        .run(session, page))
                .map(rows -> page(rows, page));
    }

    /** All events that bear on a grant by revision, ascending. Fails with GRANT_NOT_FOUND. */
    public Uni<Page<RecordedEvent>> ofGrant(String grantId, PageRequest page) {
        return sessions.withStatelessTransaction(session -> checkGrant(session, grantId)
                .chain(() -> session.createNativeQuery(OF_GRANT, Long.class)
                        .setParameter("grant", grantId)
                        .setParameter("after", page.afterRevision())
                        .setParameter("limit", page.size() + 1)
                        .getResultList())
                .flatMap(revisions -> session.createSelectionQuery(
                                "from EventRow where revision in :revisions order by revision", EventRow.class)
                        .setParameter("revisions", revisions)
                        .getResultList())
                .map(rows -> page(rows, page)));
    }

    private static Uni<Void> checkGrant(StatelessSession session, String grantId) {
        return session.createNativeQuery("SELECT count(*) FROM grants WHERE id = :id", Long.class)
                .setParameter("id", grantId)
                .getSingleResult()
                .invoke(count -> {
                    if (count == 0) {
                        throw new PortcullisException(ErrorReason.GRANT_NOT_FOUND, "there is no such grant");
                    }
                })
                .replaceWithVoid();
    }

    private static Page<RecordedEvent> page(List<EventRow> rows, PageRequest page) {
        var events = rows.stream().map(EventRow::toEvent).toList();
        return Page.of(events, page, event -> Long.toString(event.revision()));
    }
}
