package dev.portcullis.common;

/** A clock that only goes forward, at a steady rate, and says nothing of the date: what durations are measured by. */
@FunctionalInterface
public interface NanoClock {

    /** Nanoseconds since some instant; only differences mean something. It may stand still while the machine is suspended. */
    long nanos();
}
