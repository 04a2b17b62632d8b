package dev.portcullis.identity.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LimiterTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000_000_000L);
    private final Limiter limiter = new Limiter(now::get, 20);

    @Test
    void shouldSpaceCallsThatComeAtOnce() {
        for (var i = 0; i < 100; i++) {
            assertThat(limiter.reserve()).isEqualTo(millis(50 * i));
        }
    }

    @Test
    void shouldSaveNothingUp() {
        limiter.reserve();
        now.addAndGet(millis(60_000));
        assertThat(limiter.reserve()).isZero();
        assertThat(limiter.reserve()).isEqualTo(millis(50));
    }

    private static long millis(long count) {
        return Duration.ofMillis(count).toNanos();
    }
}
