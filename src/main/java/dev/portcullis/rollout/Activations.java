package dev.portcullis.rollout;

import dev.portcullis.change.replica.Confirmations;
import dev.portcullis.common.Page;
import dev.portcullis.common.PageRequest;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny.SessionFactory;

/** Reads activations. */
@ApplicationScoped
public class Activations {

    private final SessionFactory sessions;
    private final ActivationStore activations;
    private final Confirmations confirmations;
    private final InstantSource clock;

    Activations(
            SessionFactory sessions, ActivationStore activations, Confirmations confirmations, InstantSource clock) {
        this.sessions = sessions;
        this.activations = activations;
        this.confirmations = confirmations;
        this.clock = clock;
    }

    /** One activation, and how it stands. Fails with ACTIVATION_NOT_FOUND. */
    public Uni<Effective> get(String id) {
        return sessions.withStatelessTransaction(session -> activations.find(session, id))
                .map(PendingActivation::known)
                .map(found -> found.at(clock.instant()))
                .flatMap(found -> found.carriedOut() == null
                        ? Uni.createFrom().item(new Effective(found, Optional.empty()))
                        : confirmations
                                .of(List.of(found.carriedOut().revision()))
                                .map(reaches -> new Effective(
                                        found,
                                        Optional.of(
                                                reaches.get(found.carriedOut().revision())))));
    }

    /** Activations, the latest first. */
    public Uni<Page<Activation>> list(PageRequest page) {
        return sessions.withStatelessTransaction(session -> activations.list(session, page))
                .map(found -> found.map(activation -> activation.at(clock.instant())));
    }
}
