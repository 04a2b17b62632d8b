package dev.portcullis.common;

import java.util.OptionalLong;

/** A clock that goes forward and does not stand still while the machine is suspended. */
@FunctionalInterface
public interface BootClock {

    /** Milliseconds since some instant, to 10 ms; empty where the machine has no such clock to read. Costs microseconds. */
    OptionalLong millis();
}
