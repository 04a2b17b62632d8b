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
    private final Confirmations confirmations;
    private final InstantSource clock;

    Reinstatements(
            SessionFactory sessions,
            ReinstatementStore reinstatements,
            Confirmations confirmations,
            InstantSource clock) {
        this.sessions = sessions;
        this.reinstatements = reinstatements;
        this.confirmations = confirmations;
        this.clock = clock;
    }

    /** One reinstatement. Fails with REINSTATEMENT_NOT_FOUND. */
    public Uni<ReinstatementStanding> get(String id) {
        return sessions.withStatelessTransaction(session -> reinstatements.find(session, id))
                .map(PendingReinstatement::known)
                .map(found -> found.at(clock.instant()))
                .flatMap(found -> standings(List.of(found)))
                .map(standings -> standings.get(0));
    }

    /** Reinstatements, the latest first; only those that stand so, if a state is given. */
    public Uni<Page<ReinstatementStanding>> list(Optional<ReinstatementState> state, PageRequest page) {
        var now = clock.instant();
        return sessions.withStatelessTransaction(session -> reinstatements.list(session, state, now, page))
                .map(found -> found.map(reinstatement -> reinstatement.at(now)))
                .flatMap(part -> standings(part.items()).map(standings -> new Page<>(standings, part.next())));
    }

    private Uni<List<ReinstatementStanding>> standings(List<Reinstatement> found) {
        var cuts = found.stream()
                .filter(reinstatement -> reinstatement.cutRevision() != null)
                .map(CommittedCut::of)
                .toList();
        return confirmations.of(cuts).map(known -> {
            var confirmation = known.iterator();
            return found.stream()
                    .map(reinstatement -> new ReinstatementStanding(
                            reinstatement,
                            reinstatement.cutRevision() == null ? Optional.empty() : Optional.of(confirmation.next())))
                    .toList();
        });
    }
}
