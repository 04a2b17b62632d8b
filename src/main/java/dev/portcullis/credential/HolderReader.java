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
    private final WatermarkStore watermark;

    HolderReader(ContractorStore contractors, PartnerStore partners, GrantStore grants, WatermarkStore watermark) {
        this.contractors = contractors;
        this.partners = partners;
        this.grants = grants;
        this.watermark = watermark;
    }

    Uni<Holder> read(StatelessSession session, Caller caller, List<String> grantIds) {
        return contractors.findBySubject(session, caller.subject()).flatMap(contractor -> contractor
                .map(known -> partners.find(session, known.partnerId()))
                .orElse(Uni.createFrom().item(Optional.empty()))
                .flatMap(partner -> grants.findAll(session, grantIds).flatMap(found -> watermark
                        .find(session)
                        .map(everybodys -> new Holder(contractor, partner, found, everybodys)))));
    }
}
