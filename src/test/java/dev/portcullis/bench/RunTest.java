package dev.portcullis.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import grpc.health.v1.HealthGrpc;
import grpc.health.v1.HealthOuterClass.HealthCheckRequest;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse.ServingStatus;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The measuring itself, on a server of which all is known. */
class RunTest {

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final AtomicInteger calls = new AtomicInteger();
    private Server server;
    private ManagedChannel channel;

    @AfterEach
    void stop() {
        channel.shutdownNow();
        server.shutdownNow();
    }

    @Test
    void shouldChargeAPauseToTheCallsThatItHeldUp() throws Exception {
        serve(n -> {
            if (n == 1) {
                pause();
            }
            return ServingStatus.SERVING;
        });
        var sample = load().open(Workloads.noOp(), "token", 100, Duration.ofSeconds(1));
        assertThat(sample.calls()).isEqualTo(100);
        // Some fifty calls were due in the pause; a client that waited for answers would find one of them slow.
        assertThat(sample.p99Micros()).isGreaterThan(PAUSE.toMillis() * 1e3 * 0.8);
        assertThat(sample.maxMicros()).isGreaterThanOrEqualTo(PAUSE.toMillis() * 1e3 * 0.99);
    }

    @Test
    void shouldKeepTheNumberOfCallsUnderWay() throws Exception {
        serve(n -> ServingStatus.SERVING);
        var sample = load().closed(Workloads.noOp(), "token", 8, Duration.ofMillis(200));
        assertThat(sample.calls()).isGreaterThanOrEqualTo(8).isEqualTo(calls.get());
        assertThat(sample.perSecond()).isLessThanOrEqualTo(sample.calls() / 0.2);
    }

    @Test
    void shouldFailWhenAnAnswerIsWrong() throws Exception {
        serve(n -> n < 5 ? ServingStatus.SERVING : ServingStatus.NOT_SERVING);
        assertThatThrownBy(() -> load().closed(Workloads.noOp(), "token", 1, Duration.ofSeconds(60)))
                .isInstanceOf(IllegalStateException.class)
                .rootCause()
                .hasMessageContaining("NOT_SERVING");
    }

    @Test
    void shouldFailWhenACallFails() throws Exception {
        serve(n -> {
            throw Status.UNAVAILABLE.asRuntimeException();
        });
        assertThatThrownBy(() -> load().open(Workloads.noOp(), "token", 10, Duration.ofSeconds(60)))
                .isInstanceOf(IllegalStateException.class)
                .hasRootCauseInstanceOf(StatusRuntimeException.class);
    }

    private Load load() {
        return new Load(List.of(channel), ProcessHandle.current());
    }

    private void serve(IntFunction<ServingStatus> answer) throws IOException {
        server = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                .directExecutor()
                .addService(new HealthGrpc.HealthImplBase() {
                    @Override
                    public void check(HealthCheckRequest request, StreamObserver<HealthCheckResponse> observer) {
                        try {
                            var status = answer.apply(calls.incrementAndGet());
                            observer.onNext(HealthCheckResponse.newBuilder()
                                    .setStatus(status)
                                    .build());
                            observer.onCompleted();
                        } catch (StatusRuntimeException e) {
                            observer.onError(e);
                        }
                    }
                })
                .build()
                .start();
        channel = NettyChannelBuilder.forAddress("127.0.0.1", server.getPort())
                .usePlaintext()
                .directExecutor()
                .build();
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
