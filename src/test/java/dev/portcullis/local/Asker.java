package dev.portcullis.local;

import dev.portcullis.v1.Decision;
import dev.portcullis.v1.Effect;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Asks one replica the same question on and on, until the answer is DENY. */
final class Asker {

    private final String replica;
    private final CountDownLatch allowedOnce = new CountDownLatch(1);
    private final CompletableFuture<Denied> denied;

    private Asker(String replica, Supplier<Decision> check) {
        this.replica = replica;
        this.denied = CompletableFuture.supplyAsync(() -> ask(check), task -> {
            var thread = new Thread(task, "asks-" + replica);
            thread.setDaemon(true);
            thread.start();
        });
    }

    /**
     * The first denial.
     *
     * @param nanos the monotonic clock when it was there
     * @param lastAllowAskedNanos the same when the last question was asked that was answered with ALLOW
     */
    record Denied(Decision decision, long nanos, long lastAllowAskedNanos) {}

    /** Begins, and returns when the first answer, an ALLOW, has come. */
    static Asker start(String replica, Supplier<Decision> check) throws InterruptedException {
        var asker = new Asker(replica, check);
        if (!asker.allowedOnce.await(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException(replica + " does not answer ALLOW");
        }
        return asker;
    }

    private Denied ask(Supplier<Decision> check) {
        var lastAllow = Long.MIN_VALUE;
        while (true) {
            var asked = System.nanoTime();
            var decision = check.get();
            if (decision.getEffect() != Effect.EFFECT_ALLOW) {
                return new Denied(decision, System.nanoTime(), lastAllow);
            }
            lastAllow = asked;
            allowedOnce.countDown();
            pause();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(5);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    String replica() {
        return replica;
    }

    Denied denied() throws Exception {
        return denied.get(1, TimeUnit.MINUTES);
    }
}
