package dev.portcullis.common;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneOffset;

/** Where time and randomness come from. Tests put others in their place. */
class Sources {

    /** The system's clock, in whole milliseconds, as all times here are. */
    @Produces
    @Singleton
    InstantSource clock() {
        return Clock.tickMillis(ZoneOffset.UTC);
    }

    @Produces
    @Singleton
    NanoClock nanoClock() {
        return System::nanoTime;
    }

    @Produces
    @Singleton
    BootClock bootClock() {
        return new ProcUptime();
    }

    @Produces
    @Singleton
    SecureRandom random() {
        return new SecureRandom();
    }
}
