package dev.portcullis.credential;

import dev.portcullis.common.Caller;
import dev.portcullis.grant.Grant;
import dev.portcullis.grant.GrantStore;
import dev.portcullis.partner.Contractor;
import dev.portcullis.partner.ContractorStore;
import dev.portcullis.partner.PartnerStore;
import dev.portcullis.partner.WatermarkStore;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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

    /** As the other, with all grants of the caller that are live at an instant. */
    Uni<Holder> read(StatelessSession session, Caller caller, Instant now) {
        return read(session, caller, contractor -> contractor
                .map(known -> grants.findLive(session, known.id(), now))
                .orElse(Uni.createFrom().item(List.of())));
    }

    Uni<Holder> read(StatelessSession session, Caller caller, List<String> grantIds) {
        return read(session, caller, contractor -> grants.findAll(session, grantIds));
    }

    private Uni<Holder> read(
            StatelessSession session, Caller caller, Function<Optional<Contractor>, Uni<List<Grant>>> wanted) {
        return contractors.findBySubject(session, caller.subject()).flatMap(contractor -> contractor
                .map(known -> partners.find(session, known.partnerId()))
                .orElse(Uni.createFrom().item(Optional.empty()))
                .flatMap(partner -> wanted.apply(contractor).flatMap(found -> watermark
                        .find(session)
                        .map(everybodys -> new Holder(contractor, partner, found, everybodys)))));
    }
}
