package dev.portcullis.change.replica;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while this replica may answer Checks: it has loaded the state, keeps up with changes, and holds a lease. */
@Readiness
@ApplicationScoped
class ReplicaReadiness implements HealthCheck {

    private final Replica replica;

    ReplicaReadiness(Replica replica) {
        this.replica = replica;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("replica")
                .withData("applied_revision", replica.appliedRevision())
                .status(replica.mayAnswer())
                .build();
    }
}
