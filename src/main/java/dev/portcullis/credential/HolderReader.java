package dev.portcullis.credential;

import dev.portcullis.common.Caller;
import dev.portcullis.grant.GrantStore;
import dev.portcullis.partner.ContractorStore;
import dev.portcullis.partner.PartnerStore;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** Gathers {@link Holder}. */
@ApplicationScoped
class HolderReader {

    private final ContractorStore contractors;
    private final PartnerStore partners;
    private final GrantStore grants;

    HolderReader(ContractorStore contractors, PartnerStore partners, GrantStore grants) {
        this.contractors = contractors;
        this.partners = partners;
        this.grants = grants;
    }

    Uni<Holder> read(StatelessSession session, Caller caller, List<String> grantIds) {
        return contractors.findBySubject(session, caller.subject()).flatMap(contractor -> contractor
                .map(known -> partners.find(session, known.partnerId()))
                .orElse(Uni.createFrom().item(Optional.empty()))
                .flatMap(partner ->
                        grants.findAll(session, grantIds).map(found -> new Holder(contractor, partner, found))));
    }
}
