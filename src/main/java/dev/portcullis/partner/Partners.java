package dev.portcullis.partner;

import dev.portcullis.common.ErrorReason;
import dev.portcullis.common.Page;
import dev.portcullis.common.PageRequest;
import dev.portcullis.common.PortcullisException;
import dev.portcullis.common.Reach;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny.SessionFactory;

/** Reads partners and contractors within a reach; of others it says what it says of those that do not exist. */
@ApplicationScoped
public class Partners {

    private final SessionFactory sessions;
    private final PartnerStore partners;
    private final ContractorStore contractors;

    Partners(SessionFactory sessions, PartnerStore partners, ContractorStore contractors) {
        this.sessions = sessions;
        this.partners = partners;
        this.contractors = contractors;
    }

    /** One partner. Fails with PARTNER_NOT_FOUND. */
    public Uni<Partner> get(Reach reach, String id) {
        return sessions.withStatelessTransaction(session -> partners.find(session, id))
                .map(found -> found.filter(partner -> reach.covers(partner.id()))
                        .orElseThrow(() ->
                                new PortcullisException(ErrorReason.PARTNER_NOT_FOUND, "there is no such partner")));
    }

    /** Partners by id. */
    public Uni<Page<Partner>> list(Reach reach, PageRequest page) {
        return sessions.withStatelessTransaction(session -> partners.list(session, reach, page));
    }

    /** One contractor. Fails with CONTRACTOR_NOT_FOUND. */
    public Uni<Contractor> getContractor(Reach reach, String id) {
        return sessions.withStatelessTransaction(session -> contractors.find(session, id))
                .map(found -> found.filter(known -> reach.covers(known.partnerId(), known.subject()))
                        .orElseThrow(() -> new PortcullisException(
                                ErrorReason.CONTRACTOR_NOT_FOUND, "there is no such contractor")));
    }

    /** Contractors in the order of registration, of one partner or of all. */
    public Uni<Page<Contractor>> listContractors(Reach reach, Optional<String> partnerId, PageRequest page) {
        return sessions.withStatelessTransaction(session -> contractors.list(session, reach, partnerId, page));
    }
}
