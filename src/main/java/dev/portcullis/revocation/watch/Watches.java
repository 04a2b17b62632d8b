package dev.portcullis.revocation.watch;

import dev.portcullis.common.ErrorReason;
import dev.portcullis.common.PortcullisException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The watches that are open, no more than there may be. */
@Singleton
class Watches {

    private final Set<Watch> open = new HashSet<>();
    private final WatchConfig config;
    private final MeterRegistry metrics;

    Watches(WatchConfig config, MeterRegistry metrics) {
        this.config = config;
        this.metrics = metrics;
        Gauge.builder("portcullis.watch.open", this::count).register(metrics);
    }

    /** Fails with {@link ErrorReason#WATCH_LIMIT_REACHED}. */
    synchronized void add(Watch watch) {
        var own = open.stream()
                .filter(other -> other.caller().equals(watch.caller()))
                .count();
        if (open.size() >= config.streams() || own >= config.streamsPerCaller()) {
            throw new PortcullisException(
                    ErrorReason.WATCH_LIMIT_REACHED, "there are as many watches as there may be; end some");
        }
        open.add(watch);
    }

    synchronized void remove(Watch watch) {
        open.remove(watch);
    }

    /** Counts a watch that was ended from here. */
    void cutOff(ErrorReason reason) {
        metrics.counter("portcullis.watch.cut.off", "reason", reason.name()).increment();
    }

    /** Something was cut. */
    void wake() {
        list().forEach(Watch::wake);
    }

    /** It is time for a checkpoint. */
    void tick() {
        list().forEach(Watch::tick);
    }

    private synchronized List<Watch> list() {
        return List.copyOf(open);
    }

    private synchronized int count() {
        return open.size();
    }
}
