package dev.portcullis.change.replica;

import dev.portcullis.common.BootClock;
import dev.portcullis.common.NanoClock;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.OptionalLong;

/** The clocks that leases are measured by. */
@Singleton
class LeaseClocks {

    private final NanoClock nano;
    private final InstantSource wall;
    private final BootClock boot;

    LeaseClocks(NanoClock nano, InstantSource wall, BootClock boot) {
        this.nano = nano;
        this.wall = wall;
        this.boot = boot;
    }

    /** A lease that starts now. Of the three readings the monotonic one is first: the others may only make it end earlier. */
    Lease start() {
        return new Lease(nanos(), wallMillis(), bootMillis());
    }

    long nanos() {
        return nano.nanos();
    }

    long wallMillis() {
        return wall.millis();
    }

    OptionalLong bootMillis() {
        return boot.millis();
    }
}
