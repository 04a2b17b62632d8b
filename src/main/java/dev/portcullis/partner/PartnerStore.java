package dev.portcullis.partner;

import dev.portcullis.common.ListQuery;
import dev.portcullis.common.Page;
import dev.portcullis.common.PageRequest;
import dev.portcullis.common.Reach;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** The partners table. Every method works in the caller's transaction. */
@ApplicationScoped
public class PartnerStore {

    /** The partner, if there is one with this id. */
    public Uni<Optional<Partner>> find(StatelessSession session, String id) {
        return session.get(PartnerRow.class, id)
                .map(row -> Optional.ofNullable(row).map(PartnerRow::toPartner));
    }

    /** Whether a partner has this domain; no if there is none. */
    public Uni<Boolean> isTaken(StatelessSession session, Optional<String> domain) {
        return domain.isEmpty()
                ? Uni.createFrom().item(false)
                : session.createSelectionQuery("select count(*) from PartnerRow where domain = :domain", Long.class)
                        .setParameter("domain", domain.get())
                        .getSingleResult()
                        .map(count -> count > 0);
    }

    /** Adds a partner. */
    public Uni<Void> add(StatelessSession session, Partner partner) {
        return session.insert(PartnerRow.of(partner));
    }

    /** Writes all of a partner that can change. */
    public Uni<Void> update(StatelessSession session, Partner partner) {
        return session.update(PartnerRow.of(partner));
    }

    /** Partners by id. */
    public Uni<Page<Partner>> list(StatelessSession session, Reach reach, PageRequest page) {
        return new ListQuery<>(PartnerRow.class, "id")
                .where(reach.condition(null, "id = :reachPartner", null))
                .where("id > :after", "after", page.afterOrLeast())
                .run(session, page)
                .map(PartnerStore::partners)
                .map(partners -> Page.of(partners, page, Partner::id));
    }

    private static List<Partner> partners(List<PartnerRow> rows) {
        return rows.stream().map(PartnerRow::toPartner).toList();
    }
}
