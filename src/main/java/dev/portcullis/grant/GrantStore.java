package dev.portcullis.grant;

import dev.portcullis.common.ListQuery;
import dev.portcullis.common.Page;
import dev.portcullis.common.PageRequest;
import dev.portcullis.common.Reach;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** The grants with their assets. Every method works in the caller's transaction. */
@ApplicationScoped
public class GrantStore {

    /** The grant, if there is one with this id. */
    public Uni<Optional<Grant>> find(StatelessSession session, String id) {
        return session.get(GrantRow.class, id)
                .map(row -> Optional.ofNullable(row).map(GrantRow::toGrant));
    }

    /** The grant, if there is one with this id within reach. */
    Uni<Optional<Grant>> find(StatelessSession session, Reach reach, String id) {
        return new ListQuery<>(GrantRow.class, "id")
                .where("id = :id", "id", id)
                .where(within(reach))
                .first(session)
                .map(row -> row.map(GrantRow::toGrant));
    }

    /** Those of the grants that exist, by id. */
    public Uni<List<Grant>> findAll(StatelessSession session, Collection<String> ids) {
        return session.createSelectionQuery("from GrantRow where id in :ids order by id", GrantRow.class)
                .setParameter("ids", ids)
                .getResultList()
                .map(GrantStore::grants);
    }

    /** Those of a contractor that are live at an instant, by id; one more than a credential can exercise at most. */
    public Uni<List<Grant>> findLive(StatelessSession session, String contractorId, Instant now) {
        return session.createSelectionQuery("""
                        from GrantRow where contractorId = :contractor and state = :active
                          and notBefore <= :now and expiresAt > :now order by id""", GrantRow.class)
                .setParameter("contractor", contractorId)
                .setParameter("active", GrantState.ACTIVE)
                .setParameter("now", now)
                .setMaxResults(Grant.MOST_EXERCISED + 1)
                .getResultList()
                .map(GrantStore::grants);
    }

    /** Writes state and time of revocation; the rest of a grant never changes. */
    public Uni<Void> update(StatelessSession session, Grant grant) {
        return session.update(GrantRow.of(grant));
    }

    Uni<Void> add(StatelessSession session, Grant grant) {
        return session.insert(GrantRow.of(grant))
                .chain(() -> session.createNativeQuery(
                                "INSERT INTO grant_assets SELECT :id, unnest(CAST(:assets AS text[]))")
                        .setParameter("id", grant.id())
                        .setParameter("assets", grant.assetIds().toArray(String[]::new))
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** Grants in the order they were made. */
    Uni<Page<Grant>> list(StatelessSession session, Reach reach, Filter<GrantState> filter, PageRequest page) {
        return new ListQuery<>(GrantRow.class, "id")
                .where(within(reach))
                .where("id > :after", "after", page.afterOrLeast())
                .where("partnerId = :partnerId", "partnerId", filter.partnerId())
                .where("contractorId = :contractorId", "contractorId", filter.contractorId())
                .where("state = :state", "state", filter.state())
                .where("breakGlass = :breakGlass", "breakGlass", filter.emergency())
                .run(session, page)
                .map(GrantStore::grants)
                .map(grants -> Page.of(grants, page, Grant::id));
    }

    private static Optional<Reach.Condition> within(Reach reach) {
        return Within.condition(reach, "grant_assets", "grant_id");
    }

    private static List<Grant> grants(List<GrantRow> rows) {
        return rows.stream().map(GrantRow::toGrant).toList();
    }
}
