package dev.portcullis.bench;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Calls of one kind, and what came of them. The callbacks run on the connections' own threads and wait for nothing. */
final class Run<Q, A> {

    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(2);

    private final Workload<Q, A> workload;
    private final Histogram latencies = new ConcurrentHistogram(LONGEST_NANOS, 3);
    private final AtomicInteger number = new AtomicInteger();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final Phaser underWay = new Phaser(1);

    Run(Workload<Q, A> workload) {
        this.workload = workload;
    }

    /** Starts a call whose latency counts from an instant of {@link System#nanoTime}; then does what is next. */
    void call(Channel channel, long start, Runnable next) {
        underWay.register();
        var request = workload.request().apply(number.getAndIncrement() & Integer.MAX_VALUE);
        ClientCalls.asyncUnaryCall(
                channel.newCall(workload.method(), CallOptions.DEFAULT), request, new StreamObserver<A>() {
                    @Override
                    public void onNext(A answer) {
                        if (!workload.right().test(answer)) {
                            failure.compareAndSet(
                                    null, new IllegalStateException(workload.name() + " was answered: " + answer));
                        }
                    }

                    @Override
                    public void onError(Throwable cause) {
                        failure.compareAndSet(null, cause);
                        underWay.arriveAndDeregister();
                    }

                    @Override
                    public void onCompleted() {
                        latencies.recordValue(Math.min(System.nanoTime() - start, LONGEST_NANOS));
                        next.run();
                        underWay.arriveAndDeregister();
                    }
                });
    }

    boolean hasFailed() {
        return failure.get() != null;
    }

    /** Waits until every call is answered. Throws {@link IllegalStateException} if one failed or its answer was wrong. */
    Histogram await() throws InterruptedException {
        try {
            underWay.awaitAdvanceInterruptibly(underWay.arrive(), 2, TimeUnit.MINUTES);
        } catch (TimeoutException e) {
            throw new IllegalStateException(workload.name() + ": calls without an answer", e);
        }
        if (hasFailed()) {
            throw new IllegalStateException(workload.name() + " failed", failure.get());
        }
        return latencies;
    }
}
