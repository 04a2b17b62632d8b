package dev.portcullis.api;

import io.quarkus.test.Mock;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;

/**
 * The service's clock in tests: the system's, unless a test stops it. A change made while it is stopped in the future
 * keeps later ones there too, as their times never go back; so what is done then is to read, or to fail.
 */
@Mock
@Singleton
public class TestClock implements InstantSource {

    private static final InstantSource SYSTEM = Clock.tickMillis(ZoneOffset.UTC);

    private static volatile InstantSource now = SYSTEM;

    @Override
    public Instant instant() {
        return now.instant();
    }

    /** Does something while the clock stands at an instant. */
    static <T> T at(Instant instant, Callable<T> call) {
        now = InstantSource.fixed(instant);
        try {
            return call.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            now = SYSTEM;
        }
    }
}
