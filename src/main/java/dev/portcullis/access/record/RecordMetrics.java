package dev.portcullis.access.record;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.jboss.logging.Logger;

/** What an operator sees of the record's way. */
final class RecordMetrics {

    private static final Logger LOG = Logger.getLogger(RecordMetrics.class);
    private static final String PREFIX = "portcullis.decisions.";

    private final MeterRegistry registry;
    private final Counter shipped;
    private final Counter refused;

    RecordMetrics(MeterRegistry registry) {
        this.registry = registry;
        shipped = registry.counter(PREFIX + "shipped");
        refused = registry.counter(PREFIX + "refused");
        for (var cause : GapCause.values()) {
            gaps(cause);
        }
    }

    void watch(Segments segments, InstantSource clock) {
        FunctionCounter.builder(PREFIX + "appended", segments, Segments::lastSequence)
                .register(registry);
        Gauge.builder(PREFIX + "backlog", segments, live -> live.backlog().entries())
                .register(registry);
        Gauge.builder(PREFIX + "backlog.bytes", segments, live -> live.backlog().bytes())
                .register(registry);
        Gauge.builder(PREFIX + "backlog.age.seconds", segments, live -> age(live.backlog(), clock))
                .register(registry);
    }

    private static double age(Backlog backlog, InstantSource clock) {
        return backlog.entries() == 0 ? 0 : Math.max(0, clock.millis() - backlog.oldestAt()) / 1000.0;
    }

    void shipped(long entries) {
        shipped.increment(entries);
    }

    void refused() {
        refused.increment();
    }

    void gap(Origin origin, GapCause cause) {
        LOG.errorf("decisions of %s epoch %d are lost: %s", origin.replica(), origin.epoch(), cause);
        gaps(cause).increment();
    }

    private Counter gaps(GapCause cause) {
        return registry.counter(PREFIX + "gaps", "cause", cause.name());
    }
}
