package dev.portcullis.change;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.hibernate.reactive.mutiny.Mutiny.SessionFactory;
import org.jboss.logging.Logger;

/** Ready when the database answers in time and every migration that this version needs has run. Newer ones do no harm. */
@Readiness
@ApplicationScoped
class StoreReadiness implements AsyncHealthCheck {

    /** The newest migration in {@code db/migration}. */
    static final int SCHEMA_VERSION = 38;

    private static final Logger LOG = Logger.getLogger(StoreReadiness.class);
    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final String MIGRATED =
            "SELECT coalesce(max(CAST(version AS integer)), 0) FROM flyway_schema_history WHERE success";

    private final SessionFactory sessions;

    StoreReadiness(SessionFactory sessions) {
        this.sessions = sessions;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return sessions.withStatelessSession(session ->
                        session.createNativeQuery(MIGRATED, Integer.class).getSingleResult())
                .ifNoItem()
                .after(LIMIT)
                .fail()
                .map(StoreReadiness::response)
                .onFailure()
                .invoke(failure -> LOG.warn("the store is not ready", failure))
                .onFailure()
                .recoverWithItem(response(0));
    }

    private static HealthCheckResponse response(int version) {
        return HealthCheckResponse.named("store")
                .withData("schema_version", version)
                .withData("schema_version_needed", SCHEMA_VERSION)
                .status(version >= SCHEMA_VERSION)
                .build();
    }
}
