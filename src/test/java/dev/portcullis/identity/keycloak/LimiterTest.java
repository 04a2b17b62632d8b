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
            now.addAndGet(limiter.left());
            limiter.begin();
            assertThat(limiter.left()).isEqualTo(millis(50));
        }
    }

    @Test
    void shouldSaveNothingUp() {
        limiter.begin();
        now.addAndGet(millis(60_000));
        assertThat(limiter.left()).isNotPositive();
        limiter.begin();
        assertThat(limiter.left()).isEqualTo(millis(50));
    }

    @Test
    void shouldLetNoneComeTooSoonAfterOneThatCameLate() {
        limiter.begin();
        now.addAndGet(millis(70));
        limiter.begin();
        now.addAndGet(millis(30));
        assertThat(limiter.left()).isEqualTo(millis(20));
    }

    private static long millis(long count) {
        return Duration.ofMillis(count).toNanos();
    }
}
