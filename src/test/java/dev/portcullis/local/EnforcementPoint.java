package dev.portcullis.local;

import dev.portcullis.v1.AccessQuestion;
import dev.portcullis.v1.AccessServiceGrpc;
import dev.portcullis.v1.AckRevocationsRequest;
import dev.portcullis.v1.Action;
import dev.portcullis.v1.CheckRequest;
import dev.portcullis.v1.Effect;
import dev.portcullis.v1.RevocationServiceGrpc;
import dev.portcullis.v1.Selector;
import dev.portcullis.v1.WatchRevocationsRequest;
import dev.portcullis.v1.WatchRevocationsResponse;
import io.grpc.Channel;
import io.grpc.Context;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A data platform in small: it gives a file out to whoever shows a credential for it, and stops in the middle when access is
 * taken away. It watches before it Checks, so that no cut falls between the two; asks again when a notice may concern the
 * download; and stops when it hears nothing for 3 s, for then it cannot know.
 */
final class EnforcementPoint implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int CHUNK = 64 * 1024;
    private static final long PACE_MILLIS = 2;

    private final Channel channel;
    private final String name;
    private final Context.CancellableContext watch = Context.current().withCancellation();
    private final BlockingQueue<WatchRevocationsResponse> messages = new LinkedBlockingQueue<>();

    /** @param channel signed in as a platform */
    EnforcementPoint(Channel channel, String name) {
        this.channel = channel;
        this.name = name;
    }

    /**
     * How a download ended.
     *
     * @param bytes how many went out
     * @param why in words
     * @param nanos the monotonic clock after the last of them
     */
    record End(long bytes, String why, long nanos) {}

    /** Begins to give the file out, again and again from its beginning; comes when it was stopped. */
    CompletableFuture<End> download(String secret, String asset, Path file, OutputStream consumer)
            throws InterruptedException {
        watch.run(() -> RevocationServiceGrpc.newStub(channel)
                .watchRevocations(
                        WatchRevocationsRequest.newBuilder()
                                .setEnforcementPoint(name)
                                .build(),
                        new Inbox()));
        var first = messages.poll(10, TimeUnit.SECONDS);
        if (first == null || !first.hasCheckpoint() || !isAllowed(secret, asset)) {
            throw new IllegalStateException(name + " gives nothing out: no checkpoint, or denied");
        }
        return CompletableFuture.supplyAsync(() -> giveOut(secret, asset, file, consumer), this::onItsOwnThread);
    }

    private End giveOut(String secret, String asset, Path file, OutputStream consumer) {
        var bytes = 0L;
        var heard = System.nanoTime();
        try {
            while (true) {
                try (var in = Files.newInputStream(file)) {
                    for (var chunk = in.readNBytes(CHUNK); chunk.length > 0; chunk = in.readNBytes(CHUNK)) {
                        for (var message = messages.poll(); message != null; message = messages.poll()) {
                            heard = System.nanoTime();
                            if (message.hasCheckpoint()) {
                                acknowledge(message.getCheckpoint().getRevision());
                            } else if (concerns(message.getNotice().getSelector(), secret)
                                    && !isAllowed(secret, asset)) {
                                var end = new End(bytes, "denied", System.nanoTime());
                                acknowledge(message.getNotice().getRevision());
                                return end;
                            }
                        }
                        if (System.nanoTime() - heard > PATIENCE.toNanos()) {
                            return new End(
                                    bytes, "heard nothing for " + PATIENCE.toSeconds() + " s", System.nanoTime());
                        }
                        consumer.write(chunk);
                        bytes += chunk.length;
                        TimeUnit.MILLISECONDS.sleep(PACE_MILLIS);
                    }
                }
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            return new End(bytes, "failed: " + e.getMessage(), System.nanoTime());
        }
    }

    /** A platform does not know whose a credential is, nor what stands in which collection: it rather asks too often. */
    private static boolean concerns(Selector selector, String secret) {
        return !selector.hasCredential()
                || secret.contains(selector.getCredential().substring("credentials/".length()));
    }

    private boolean isAllowed(String secret, String asset) {
        return AccessServiceGrpc.newBlockingStub(channel)
                        .check(CheckRequest.newBuilder()
                                .setQuestion(AccessQuestion.newBuilder()
                                        .setCredential(secret)
                                        .setAction(Action.ACTION_READ)
                                        .setAsset(asset))
                                .build())
                        .getDecision()
                        .getEffect()
                == Effect.EFFECT_ALLOW;
    }

    private void acknowledge(long revision) {
        RevocationServiceGrpc.newBlockingStub(channel)
                .ackRevocations(AckRevocationsRequest.newBuilder()
                        .setEnforcementPoint(name)
                        .setRevision(revision)
                        .build());
    }

    private void onItsOwnThread(Runnable task) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        watch.cancel(null);
    }

    /** An end of the stream needs nothing done: no message comes any more, and that stops the download. */
    private final class Inbox implements StreamObserver<WatchRevocationsResponse> {

        @Override
        public void onNext(WatchRevocationsResponse message) {
            messages.add(message);
        }

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onCompleted() {}
    }
}
