package dev.portcullis.revocation;

import dev.portcullis.common.Page;
import dev.portcullis.common.PageRequest;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny.SessionFactory;

/** Reads reinstatements. */
@ApplicationScoped
public class Reinstatements {

    private final SessionFactory sessions;
    private final ReinstatementStore reinstatements;
    private final Standings standings;
    private final InstantSource clock;

    Reinstatements(
            SessionFactory sessions, ReinstatementStore reinstatements, Standings standings, InstantSource clock) {
        this.sessions = sessions;
        this.reinstatements = reinstatements;
        this.standings = standings;
        this.clock = clock;
    }

    /** One reinstatement. Fails with REINSTATEMENT_NOT_FOUND. */
    public Uni<ReinstatementStanding> get(String id) {
        return sessions.withStatelessTransaction(session -> reinstatements.find(session, id))
                .map(PendingReinstatement::known)
                .map(found -> found.at(clock.instant()))
                .flatMap(found -> standings.ofReinstatements(List.of(found)))
                .map(standings -> standings.get(0));
    }

    /** Reinstatements, the latest first; only those that stand so, if a state is given. */
    public Uni<Page<ReinstatementStanding>> list(Optional<ReinstatementState> state, PageRequest page) {
        var now = clock.instant();
        return sessions.withStatelessTransaction(session -> reinstatements.list(session, state, now, page))
                .map(found -> found.map(reinstatement -> reinstatement.at(now)))
                .flatMap(part ->
                        standings.ofReinstatements(part.items()).map(standings -> new Page<>(standings, part.next())));
    }
}
