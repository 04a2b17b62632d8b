package dev.portcullis.identity;

import dev.portcullis.common.NanoClock;
import dev.portcullis.common.OnceASecond;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.Map;
import org.jboss.logging.Logger;

/** Tells operators why tokens are refused: counts all, and logs of each reason one in a second, so that nobody can fill the log. */
@ApplicationScoped
class Refusals {

    private static final Logger LOG = Logger.getLogger(Refusals.class);

    private final Map<Refusal, Entry> entries = new EnumMap<>(Refusal.class);

    private record Entry(Counter counter, OnceASecond log) {}

    Refusals(MeterRegistry registry, NanoClock clock) {
        for (var refusal : Refusal.values()) {
            var counter = registry.counter("portcullis.sign.in.refusals", "reason", refusal.name());
            entries.put(refusal, new Entry(counter, new OnceASecond(clock)));
        }
    }

    void enter(Refusal refusal) {
        var entry = entries.get(refusal);
        entry.counter().increment();
        if (entry.log().mayNow()) {
            LOG.infof(
                    "a token was refused: %s (%.0f since the start)",
                    refusal, entry.counter().count());
        }
    }
}
