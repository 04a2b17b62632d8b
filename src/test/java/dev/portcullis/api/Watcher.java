package dev.portcullis.api;

import dev.portcullis.v1.RevocationNotice;
import dev.portcullis.v1.RevocationServiceGrpc;
import dev.portcullis.v1.WatchRevocationsRequest;
import dev.portcullis.v1.WatchRevocationsResponse;
import io.grpc.Channel;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A client of WatchRevocations that keeps all it was sent. */
final class Watcher
        implements ClientResponseObserver<WatchRevocationsRequest, WatchRevocationsResponse>, AutoCloseable {

    private final boolean taking;
    private final List<WatchRevocationsResponse> messages = new CopyOnWriteArrayList<>();
    private ClientCallStreamObserver<WatchRevocationsRequest> call;
    private volatile Throwable failure;

    private Watcher(boolean taking) {
        this.taking = taking;
    }

    static Watcher open(Channel channel, long after) {
        return start(channel, after, true);
    }

    /** One that takes the first message and then no other, until told to. */
    static Watcher stuck(Channel channel) {
        return start(channel, 0, false);
    }

    private static Watcher start(Channel channel, long after, boolean taking) {
        var watcher = new Watcher(taking);
        RevocationServiceGrpc.newStub(channel)
                .watchRevocations(
                        WatchRevocationsRequest.newBuilder()
                                .setAfterRevision(after)
                                .setEnforcementPoint("test-1")
                                .build(),
                        watcher);
        return watcher;
    }

    /** The cuts it was told of, in the order they came. */
    List<RevocationNotice> notices() {
        return messages.stream()
                .filter(WatchRevocationsResponse::hasNotice)
                .map(WatchRevocationsResponse::getNotice)
                .toList();
    }

    List<Long> revisions() {
        return notices().stream().map(RevocationNotice::getRevision).toList();
    }

    /** The revisions of the checkpoints it was sent. */
    List<Long> checkpoints() {
        return messages.stream()
                .filter(WatchRevocationsResponse::hasCheckpoint)
                .map(message -> message.getCheckpoint().getRevision())
                .toList();
    }

    /** Whether it was told that it has everything up to a revision. */
    boolean has(long revision) {
        return checkpoints().stream().anyMatch(checkpoint -> checkpoint >= revision);
    }

    List<WatchRevocationsResponse> messages() {
        return messages;
    }

    /** How the stream ended; null while it did not. */
    Throwable failure() {
        return failure;
    }

    void takeAll() {
        call.request(Integer.MAX_VALUE);
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<WatchRevocationsRequest> started) {
        call = started;
        if (!taking) {
            started.disableAutoRequestWithInitial(1);
        }
    }

    @Override
    public void onNext(WatchRevocationsResponse message) {
        messages.add(message);
    }

    @Override
    public void onError(Throwable thrown) {
        failure = thrown;
    }

    @Override
    public void onCompleted() {
        failure = new IllegalStateException("a watch never completes");
    }

    @Override
    public void close() {
        call.cancel("the test is done", null);
    }
}
