package dev.portcullis.identity;

import dev.portcullis.common.NanoClock;
import dev.portcullis.common.Sha256;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The nonces of this replica (RFC 9449 section 8), and which proofs it took under each. A proof is of one nonce, and a nonce of
 * one life of one replica: so a proof that was taken is taken nowhere else, and to know it here it is enough to remember it
 * for as long as its nonce is good. Then both are forgotten together.
 */
@ApplicationScoped
class Nonces {

    private static final int BYTES = 16;

    private final SecureRandom random;
    private final NanoClock clock;
    private final long lifetime;
    private final int most;
    private final AtomicReference<Turn> turn = new AtomicReference<>();

    @Inject
    Nonces(SecureRandom random, NanoClock clock, SignInConfig config) {
        this(random, clock, config.dpop().nonceLifetime(), config.dpop().proofsPerNonce());
    }

    Nonces(SecureRandom random, NanoClock clock, Duration lifetime, int most) {
        this.random = random;
        this.clock = clock;
        this.lifetime = lifetime.toNanos();
        this.most = most;
        turn.set(new Turn(fresh(), fresh(), clock.nanos()));
    }

    /** One nonce and what was taken under it. */
    private record Nonce(String text, Set<Mark> taken) {}

    /** What stands for a proof: 128 bits of the hash of its key and its jti. */
    private record Mark(long high, long low) {

        static Mark of(String key, String jti) {
            var hash = ByteBuffer.wrap(Sha256.of((key + " " + jti).getBytes(StandardCharsets.UTF_8)));
            return new Mark(hash.getLong(), hash.getLong());
        }
    }

    /** The nonces that are good: the one that is given out since an instant, and the one before. */
    private record Turn(Nonce current, Nonce previous, long since) {

        Optional<Nonce> find(String text) {
            if (current.text().equals(text)) {
                return Optional.of(current);
            }
            return previous.text().equals(text) ? Optional.of(previous) : Optional.empty();
        }
    }

    /** The nonce to make proofs with from now on. */
    String current() {
        return now().current().text();
    }

    /**
     * Takes a proof, once.
     *
     * @param key the thumbprint of the proof's key
     * @throws RefusedException if the nonce is not a good one of this replica, or the proof was taken before
     */
    void take(String nonce, String key, String jti) {
        var known = now().find(nonce).orElseThrow(() -> new RefusedException(Refusal.PROOF_NONCE));
        if (!known.taken().add(Mark.of(key, jti))) {
            throw new RefusedException(Refusal.PROOF_REPLAYED);
        }
    }

    private Turn now() {
        var nanos = clock.nanos();
        return turn.updateAndGet(last -> next(last, nanos - last.since(), nanos));
    }

    private Turn next(Turn last, long age, long nanos) {
        if (age >= 2 * lifetime) {
            return new Turn(fresh(), fresh(), nanos);
        }
        return age >= lifetime || last.current().taken().size() >= most
                ? new Turn(fresh(), last.current(), nanos)
                : last;
    }

    private Nonce fresh() {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new Nonce(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes), ConcurrentHashMap.newKeySet());
    }
}
