package dev.portcullis.rollout;

import dev.portcullis.access.shadow.Shadow;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.hibernate.reactive.mutiny.Mutiny.SessionFactory;

/** Tells what came of the candidate that is evaluated beside the active policy. */
@ApplicationScoped
public class Shadows {

    private static final int MOST = 200;

    private final SessionFactory sessions;
    private final ShadowStore shadows;
    private final Shadow shadow;

    Shadows(SessionFactory sessions, ShadowStore shadows, Shadow shadow) {
        this.sessions = sessions;
        this.shadows = shadows;
        this.shadow = shadow;
    }

    /** Up to now what this replica has evaluated, and up to some seconds ago what the others have. */
    public Uni<ShadowReport> report() {
        return shadow.keep()
                .chain(() -> sessions.withStatelessTransaction(
                        session -> shadows.find(session).flatMap(now -> shadows.report(session, now, MOST))));
    }
}
