package dev.portcullis.identity.outbox;

import dev.portcullis.identity.keycloak.KeycloakSettings;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Tells what is left to tell Keycloak. It is never a reason to send nobody here. */
@Readiness
@ApplicationScoped
class ProvisioningHealth implements HealthCheck {

    private final KeycloakSettings settings;
    private final ProvisioningMetrics metrics;

    ProvisioningHealth(KeycloakSettings settings, ProvisioningMetrics metrics) {
        this.settings = settings;
        this.metrics = metrics;
    }

    @Override
    public HealthCheckResponse call() {
        var left = metrics.left();
        return HealthCheckResponse.named("provisioning")
                .withData("enabled", settings.isEnabled())
                .withData("pending", left.pending())
                .withData("parked", left.parked())
                .up()
                .build();
    }
}
