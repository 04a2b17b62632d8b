package dev.portcullis.policy.active;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready unless the policy that is to be active cannot be used here; then it says why. */
@Readiness
@ApplicationScoped
class ActivePolicyReadiness implements HealthCheck {

    private final Policies policies;

    ActivePolicyReadiness(Policies policies) {
        this.policies = policies;
    }

    @Override
    public HealthCheckResponse call() {
        var trouble = policies.trouble();
        var response = HealthCheckResponse.named("active-policy").status(trouble.isEmpty());
        trouble.ifPresent(why -> response.withData("trouble", why));
        return response.build();
    }
}
