package dev.portcullis.access.record;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when the database knows this replica, from then on. A backlog is no reason to send nobody here. */
@Readiness
@ApplicationScoped
class RecordReadiness implements HealthCheck {

    private final Journal journal;

    RecordReadiness(Journal journal) {
        this.journal = journal;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("record").status(journal.isOpen()).build();
    }
}
