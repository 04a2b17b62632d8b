package dev.portcullis.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NoncesTest {

    private static final long LIFETIME = Duration.ofMinutes(1).toNanos();
    private static final int MOST = 100;
    private static final String KEY = "key";

    private long now = Long.MAX_VALUE - LIFETIME / 2; // such a clock may wrap around
    private final Nonces nonces = nonces();

    @Test
    void shouldTakeAProofOnce() {
        var nonce = nonces.current();
        nonces.take(nonce, KEY, "a");
        refuses(Refusal.PROOF_REPLAYED, nonce, KEY, "a");
    }

    @Test
    void shouldTakeAProofUnderEitherNonceOnce() {
        var nonce = nonces.current();
        nonces.take(nonce, KEY, "a");
        now += LIFETIME;
        assertThat(nonces.current()).isNotEqualTo(nonce);
        refuses(Refusal.PROOF_REPLAYED, nonce, KEY, "a");
        assertThatCode(() -> nonces.take(nonce, KEY, "b")).doesNotThrowAnyException();
    }

    @Test
    void shouldTellKeysApart() {
        nonces.take(nonces.current(), KEY, "a");
        assertThatCode(() -> nonces.take(nonces.current(), "another", "a")).doesNotThrowAnyException();
    }

    @Test
    void shouldForgetANonceAfterTwoLifetimesInUse() {
        var nonce = nonces.current();
        now += LIFETIME;
        nonces.current();
        now += LIFETIME;
        refuses(Refusal.PROOF_NONCE, nonce, KEY, "a");
    }

    @Test
    void shouldForgetANonceAfterTwoLifetimesIdle() {
        var nonce = nonces.current();
        now += 2 * LIFETIME;
        refuses(Refusal.PROOF_NONCE, nonce, KEY, "a");
    }

    @Test
    void shouldTakeNoNonceOfAnotherReplica() {
        refuses(Refusal.PROOF_NONCE, nonces().current(), KEY, "a");
    }

    @Test
    void shouldTakeNoNonceThatNobodyGave() {
        refuses(Refusal.PROOF_NONCE, "", KEY, "a");
    }

    @Test
    void shouldGiveAnotherNonceWhenOneWasUsedUp() {
        var nonce = nonces.current();
        IntStream.range(0, MOST).forEach(i -> nonces.take(nonce, KEY, "a" + i));
        assertThat(nonces.current()).isNotEqualTo(nonce);
        refuses(Refusal.PROOF_REPLAYED, nonce, KEY, "a0");
    }

    @Test
    void shouldTakeAProofOnceHoweverManyComeTogether() throws Exception {
        var threads = Executors.newFixedThreadPool(8);
        try {
            for (var round = 0; round < 200; round++) {
                var jti = "round-" + round;
                var nonce = nonces.current();
                var start = new CountDownLatch(1);
                var results = IntStream.range(0, 8)
                        .mapToObj(i -> threads.submit(() -> {
                            start.await();
                            return takes(nonce, jti);
                        }))
                        .toList();
                start.countDown();
                var taken = 0;
                for (var result : results) {
                    taken += result.get() ? 1 : 0;
                }
                assertThat(taken).isEqualTo(1);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private boolean takes(String nonce, String jti) {
        try {
            nonces.take(nonce, KEY, jti);
            return true;
        } catch (RefusedException e) {
            return false;
        }
    }

    private void refuses(Refusal refusal, String nonce, String key, String jti) {
        assertThatThrownBy(() -> nonces.take(nonce, key, jti))
                .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.refusal())
                        .isEqualTo(refusal));
    }

    private Nonces nonces() {
        return new Nonces(new SecureRandom(), () -> now, Duration.ofNanos(LIFETIME), MOST);
    }
}
