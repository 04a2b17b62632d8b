package dev.portcullis.bench;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Calls at a fixed rate for as long as something else is measured. */
final class Background {

    private final CompletableFuture<Sample> calls = new CompletableFuture<>();
    private volatile boolean ended;

    Background(Load load, Workload<?, ?> workload, String token, double perSecond) {
        var thread = new Thread(() -> run(load, workload, token, perSecond), "background");
        thread.setDaemon(true);
        thread.start();
    }

    private void run(Load load, Workload<?, ?> workload, String token, double perSecond) {
        try {
            calls.complete(load.open(workload, token, perSecond, number -> !ended));
        } catch (InterruptedException | RuntimeException e) {
            calls.completeExceptionally(e);
        }
    }

    /** Ends it. Throws {@link IllegalStateException} if a call failed or its answer was wrong. */
    Sample end() {
        ended = true;
        try {
            return calls.join();
        } catch (CompletionException e) {
            throw new IllegalStateException("the load failed", e.getCause());
        }
    }
}
