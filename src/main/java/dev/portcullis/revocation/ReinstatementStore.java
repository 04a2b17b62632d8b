package dev.portcullis.revocation;

import dev.portcullis.common.ListQuery;
import dev.portcullis.common.Page;
import dev.portcullis.common.PageRequest;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** The reinstatements with what they choose. Every method works in the caller's transaction. */
@ApplicationScoped
class ReinstatementStore {

    /** What is PENDING, of the thing that a selector names. */
    private static final String PENDING = """
            state = 'PENDING' and (:type = 'PARTNER' and %s = :id or :type = 'ASSET' and %s = :id
              or :type = 'CONTRACTOR' and %s = :id)""";

    Uni<Optional<Reinstatement>> find(StatelessSession session, String id) {
        return session.get(ReinstatementRow.class, id)
                .map(row -> Optional.ofNullable(row).map(ReinstatementRow::toReinstatement));
    }

    /** The one that is stored as PENDING, for the thing that was cut by this selector; it may have waited too long. */
    Uni<Optional<Reinstatement>> findPending(StatelessSession session, Selector cut) {
        return session.createSelectionQuery(
                        "from ReinstatementRow where " + PENDING.formatted("partnerId", "assetId", "contractorId"),
                        ReinstatementRow.class)
                .setParameter("type", cut.type().name())
                .setParameter("id", cut.id())
                .getSingleResultOrNull()
                .map(row -> Optional.ofNullable(row).map(ReinstatementRow::toReinstatement));
    }

    Uni<Void> add(StatelessSession session, Reinstatement reinstatement) {
        var target = reinstatement.target();
        return session.insert(ReinstatementRow.of(reinstatement))
                .chain(() -> session.createNativeQuery(
                                "INSERT INTO reinstatement_contractors SELECT :id, unnest(CAST(:contractors AS text[]))")
                        .setParameter("id", reinstatement.id())
                        .setParameter("contractors", target.contractorIds().toArray(String[]::new))
                        .executeUpdate())
                .chain(() -> session.createNativeQuery(
                                "INSERT INTO reinstatement_assets SELECT :id, unnest(CAST(:assets AS text[]))")
                        .setParameter("id", reinstatement.id())
                        .setParameter("assets", target.assetIds().toArray(String[]::new))
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** Writes state, and who closed it, when and with what note; the rest never changes. */
    Uni<Void> update(StatelessSession session, Reinstatement reinstatement) {
        return session.update(ReinstatementRow.of(reinstatement));
    }

    /** Makes VOID what is PENDING for the thing that is cut again, and tells how many that were. */
    Uni<Integer> overtake(StatelessSession session, Selector cut, String by, Instant at) {
        return session.createNativeQuery("""
                        UPDATE reinstatements SET state = 'VOID', closed_by = :by, closed_at = :at
                        WHERE expires_at > :at AND\s""" + PENDING.formatted("partner_id", "asset_id", "contractor_id"))
                .setParameter("type", cut.type().name())
                .setParameter("id", cut.id())
                .setParameter("by", by)
                .setParameter("at", at.atOffset(ZoneOffset.UTC))
                .executeUpdate();
    }

    /** Reinstatements, the latest first; only those that stand so at an instant, if a state is given. */
    Uni<Page<Reinstatement>> list(
            StatelessSession session, Optional<ReinstatementState> state, Instant now, PageRequest page) {
        var query = new ListQuery<>(ReinstatementRow.class, "revision desc")
                .where("revision < :before", "before", page.beforeRevision());
        state.ifPresent(wanted -> stands(query, wanted, now));
        return query.run(session, page)
                .map(ReinstatementStore::reinstatements)
                .map(found -> Page.of(found, page, reinstatement -> Long.toString(reinstatement.revision())));
    }

    /** One that waited too long is stored as PENDING until the next of the same thing is proposed. */
    private static void stands(ListQuery<ReinstatementRow> query, ReinstatementState state, Instant now) {
        switch (state) {
            case PENDING -> query.where("state = 'PENDING' and expiresAt > :now", "now", now);
            case EXPIRED -> query.where("(state = 'EXPIRED' or state = 'PENDING' and expiresAt <= :now)", "now", now);
            case CARRIED_OUT, CANCELLED, VOID -> query.where("state = :state", "state", state);
        }
    }

    private static List<Reinstatement> reinstatements(List<ReinstatementRow> rows) {
        return rows.stream().map(ReinstatementRow::toReinstatement).toList();
    }
}
