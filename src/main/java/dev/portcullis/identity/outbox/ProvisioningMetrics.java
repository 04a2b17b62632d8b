package dev.portcullis.identity.outbox;

import dev.portcullis.identity.outbox.TaskStore.Left;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.List;

/** What an operator sees of what is left to tell Keycloak, as this replica last saw it. */
@Singleton
class ProvisioningMetrics {

    private static final String PREFIX = "portcullis.provisioning.";

    private final MeterRegistry registry;
    private final List<Gauge> gauges;
    private final Counter done;
    private final Counter refused;
    private final Counter unreachable;
    private volatile Left left = new Left(0, 0, 0);

    ProvisioningMetrics(MeterRegistry registry) {
        this.registry = registry;
        done = attempts(registry, "DONE");
        refused = attempts(registry, "REFUSED");
        unreachable = attempts(registry, "UNREACHABLE");
        gauges = List.of(
                Gauge.builder(PREFIX + "queue", () -> left.pending()).register(registry),
                Gauge.builder(PREFIX + "parked", () -> left.parked()).register(registry),
                Gauge.builder(PREFIX + "oldest.seconds", () -> left.oldestSeconds())
                        .register(registry));
    }

    /** They would be there still, and say what was so at last, if another began in the same process. */
    @PreDestroy
    void close() {
        gauges.forEach(registry::remove);
    }

    private static Counter attempts(MeterRegistry registry, String outcome) {
        return registry.counter(PREFIX + "attempts", "outcome", outcome);
    }

    Left left() {
        return left;
    }

    void left(Left now) {
        left = now;
    }

    void done() {
        done.increment();
    }

    void refused() {
        refused.increment();
    }

    void unreachable() {
        unreachable.increment();
    }
}
