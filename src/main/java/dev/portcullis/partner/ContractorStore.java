package dev.portcullis.partner;

import dev.portcullis.common.ListQuery;
import dev.portcullis.common.Page;
import dev.portcullis.common.PageRequest;
import dev.portcullis.common.Reach;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Nullable;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** The contractors table. Every method works in the caller's transaction. */
@ApplicationScoped
public class ContractorStore {

    private static final String HELD_BY_CALLER =
            "contractorId in (select c.id from ContractorRow c where c.subject = :reachSubject)";

    /** The contractor, if there is one with this id. */
    public Uni<Optional<Contractor>> find(StatelessSession session, String id) {
        return session.get(ContractorRow.class, id)
                .map(row -> Optional.ofNullable(row).map(ContractorRow::toContractor));
    }

    /** The contractor that a token's subject is, if it is one. */
    public Uni<Optional<Contractor>> findBySubject(StatelessSession session, String subject) {
        return session.createSelectionQuery("from ContractorRow where subject = :subject", ContractorRow.class)
                .setParameter("subject", subject)
                .getSingleResultOrNull()
                .map(row -> Optional.ofNullable(row).map(ContractorRow::toContractor));
    }

    /** Whether a contractor was registered with an account that is this one. */
    public Uni<Boolean> isTaken(StatelessSession session, Account account) {
        var hql = "select count(*) from ContractorRow where ";
        var query = account instanceof Account.Person person
                ? session.createSelectionQuery(
                                hql + "lower(email) = lower(:email) or lower(username) = lower(:username)", Long.class)
                        .setParameter("email", person.email())
                        .setParameter("username", person.username())
                : session.createSelectionQuery(hql + "clientId = :client", Long.class)
                        .setParameter("client", ((Account.Workload) account).clientId());
        return query.getSingleResult().map(count -> count > 0);
    }

    /** How many of these are contractors of the partner. */
    public Uni<Long> count(StatelessSession session, String partnerId, List<String> ids) {
        return session.createSelectionQuery(
                        "select count(*) from ContractorRow where partnerId = :partner and id in :ids", Long.class)
                .setParameter("partner", partnerId)
                .setParameter("ids", ids)
                .getSingleResult();
    }

    /** Adds a contractor. */
    public Uni<Void> add(StatelessSession session, Contractor contractor) {
        return session.insert(ContractorRow.of(contractor));
    }

    /** Writes state, time of revocation, watermark and the subject, once; the rest of a contractor never changes. */
    public Uni<Void> update(StatelessSession session, Contractor contractor) {
        return session.update(ContractorRow.of(contractor));
    }

    /** Contractors in the order of registration, of one partner or of all. */
    public Uni<Page<Contractor>> list(
            StatelessSession session, Reach reach, Optional<String> partnerId, PageRequest page) {
        return new ListQuery<>(ContractorRow.class, "id")
                .where(reach.condition("subject = :reachSubject", "partnerId = :reachPartner", null))
                .where("id > :after", "after", page.afterOrLeast())
                .where("partnerId = :partnerId", "partnerId", partnerId)
                .run(session, page)
                .map(ContractorStore::contractors)
                .map(contractors -> Page.of(contractors, page, Contractor::id));
    }

    private static List<Contractor> contractors(List<ContractorRow> rows) {
        return rows.stream().map(ContractorRow::toContractor).toList();
    }

    /**
     * When a row is within a reach that says by {@code contractorId} and {@code partnerId} who holds it.
     *
     * @param group when it is by groups, as of {@link Reach#condition}
     */
    public static Optional<Reach.Condition> holds(Reach reach, @Nullable String group) {
        return reach.condition(HELD_BY_CALLER, "partnerId = :reachPartner", group);
    }
}
