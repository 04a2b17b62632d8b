package dev.portcullis.identity;

import dev.portcullis.common.Blocking;
import dev.portcullis.common.OneSnapshot;
import dev.portcullis.partner.ContractorStore;
import dev.portcullis.partner.Partner;
import dev.portcullis.partner.PartnerStore;
import dev.portcullis.partner.WatermarkStore;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny.SessionFactory;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** Reads partners and contractors as they are now. Blocks; fails if the store does not answer. */
@Singleton
class DesiredReader {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final SessionFactory sessions;
    private final PartnerStore partners;
    private final ContractorStore contractors;
    private final WatermarkStore watermark;

    DesiredReader(
            SessionFactory sessions, PartnerStore partners, ContractorStore contractors, WatermarkStore watermark) {
        this.sessions = sessions;
        this.partners = partners;
        this.contractors = contractors;
        this.watermark = watermark;
    }

    /** A partner, which there is: none is ever removed. What is cut of everybody is cut of it. */
    Partner partner(String id) {
        return await(() -> read(session -> partner(session, id)));
    }

    /** A contractor with its partner, both as they were at one moment. */
    Desired contractor(String id) {
        return await(() -> read(session -> contractors
                .find(session, id)
                .map(found -> found.orElseThrow())
                .flatMap(contractor ->
                        partner(session, contractor.partnerId()).map(partner -> new Desired(contractor, partner)))));
    }

    private Uni<Partner> partner(StatelessSession session, String id) {
        return partners.find(session, id).map(found -> found.orElseThrow()).flatMap(partner -> watermark
                .find(session)
                .map(everybodys -> everybodys.map(partner::withoutIssuedBefore).orElse(partner)));
    }

    private <T> Uni<T> read(Function<StatelessSession, Uni<T>> query) {
        return sessions.withStatelessTransaction(session -> OneSnapshot.of(session, () -> query.apply(session)));
    }

    /** Waits, on a thread that is not the store's, for what the store's does. */
    static <T> T await(Supplier<Uni<T>> work) {
        return Blocking.await(() -> work.get().ifNoItem().after(LIMIT).fail());
    }
}
