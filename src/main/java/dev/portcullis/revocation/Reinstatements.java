package dev.portcullis.revocation;

import dev.portcullis.common.Page;
import dev.portcullis.common.PageRequest;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import org.hibernate.reactive.mutiny.Mutiny.SessionFactory;

/** Reads reinstatements. */
@ApplicationScoped
public class Reinstatements {

    private final SessionFactory sessions;
    private final ReinstatementStore reinstatements;
    private final InstantSource clock;

    Reinstatements(SessionFactory sessions, ReinstatementStore reinstatements, InstantSource clock) {
        this.sessions = sessions;
        this.reinstatements = reinstatements;
        this.clock = clock;
    }

    /** One reinstatement. Fails with REINSTATEMENT_NOT_FOUND. */
    public Uni<Reinstatement> get(String id) {
        return sessions.withStatelessTransaction(session -> reinstatements.find(session, id))
                .map(PendingReinstatement::known)
                .map(found -> found.at(clock.instant()));
    }

    /** Reinstatements, the latest first. */
    public Uni<Page<Reinstatement>> list(PageRequest page) {
        return sessions.withStatelessTransaction(session -> reinstatements.list(session, page))
                .map(found -> found.map(reinstatement -> reinstatement.at(clock.instant())));
    }
}
