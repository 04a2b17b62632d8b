package dev.portcullis.policy;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/** Ready when policy is loaded, gives decisions, and denies a caller without roles. */
@Readiness
@ApplicationScoped
class PolicyReadiness implements AsyncHealthCheck {

    private static final Logger LOG = Logger.getLogger(PolicyReadiness.class);
    private static final AdminInput NOBODY = new AdminInput(List.of(), "portcullis.v1.AccessService/Check");

    private final PolicyEngine policy;

    PolicyReadiness(PolicyEngine policy) {
        this.policy = policy;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return policy.decideAdmin(NOBODY)
                .map(decision -> response(!decision.allow()))
                .onFailure()
                .invoke(failure -> LOG.warn("policy is not ready", failure))
                .onFailure()
                .recoverWithItem(() -> response(false));
    }

    private HealthCheckResponse response(boolean ready) {
        return HealthCheckResponse.named("policy")
                .withData("revision", policy.revision())
                .status(ready)
                .build();
    }
}
