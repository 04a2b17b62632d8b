package dev.portcullis.identity;

import dev.portcullis.common.NanoClock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** Tells operators why tokens are refused: counts all, and logs of each reason one in a second, so that nobody can fill the log. */
@ApplicationScoped
class Refusals {

    private static final Logger LOG = Logger.getLogger(Refusals.class);
    private static final long PAUSE = Duration.ofSeconds(1).toNanos();

    private final NanoClock clock;
    private final Map<Refusal, Entry> entries = new EnumMap<>(Refusal.class);

    private record Entry(Counter counter, AtomicLong quietUntil) {}

    Refusals(MeterRegistry registry, NanoClock clock) {
        this.clock = clock;
        for (var refusal : Refusal.values()) {
            var counter = registry.counter("portcullis.sign.in.refusals", "reason", refusal.name());
            entries.put(refusal, new Entry(counter, new AtomicLong(clock.nanos())));
        }
    }

    void enter(Refusal refusal) {
        var entry = entries.get(refusal);
        entry.counter().increment();
        var now = clock.nanos();
        var quietUntil = entry.quietUntil().get();
        if (now - quietUntil >= 0 && entry.quietUntil().compareAndSet(quietUntil, now + PAUSE)) {
            LOG.infof(
                    "a token was refused: %s (%.0f since the start)",
                    refusal, entry.counter().count());
        }
    }
}
