package dev.portcullis.policy;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
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
                .map(decision -> decision.allow() ? down("a caller without roles is allowed something") : up())
                .onFailure()
                .invoke(failure -> LOG.warn("policy is not ready", failure))
                .onFailure(PolicyUnavailableException.class)
                .recoverWithItem(failure -> down(failure.getMessage()))
                .onFailure()
                .recoverWithItem(() -> down("unexpected failure; see the log"));
    }

    private HealthCheckResponse up() {
        return response().up().build();
    }

    private HealthCheckResponse down(String reason) {
        return response().withData("reason", reason).down().build();
    }

    private HealthCheckResponseBuilder response() {
        var response = HealthCheckResponse.named("policy").withData("revision", policy.revision());
        policy.condition().forEach(response::withData);
        return response;
    }
}
