package dev.portcullis.bench;

import dev.portcullis.local.Bearer;
import io.grpc.Channel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongPredicate;

/** Loads the server with calls of one kind at a time. */
final class Load {

    private final List<Channel> channels;
    private final ProcessHandle server;

    Load(List<? extends Channel> channels, ProcessHandle server) {
        this.channels = List.copyOf(channels);
        this.server = server;
    }

    /** As many calls as can be: each connection has a number under way, and a new one starts when one is answered. */
    <Q, A> Sample closed(Workload<Q, A> workload, String token, int outstanding, Duration duration)
            throws InterruptedException {
        var run = new Run<>(workload);
        var cpu = cpu();
        var start = System.nanoTime();
        var end = start + duration.toNanos();
        for (var channel : signedIn(workload, token)) {
            for (int i = 0; i < outstanding; i++) {
                callAndAgain(run, channel, end);
            }
        }
        return sample(workload, run, cpu, start);
    }

    /**
     * Calls at a fixed rate, whether or not those before were answered. The latency counts from when a call was due, so
     * that a server that stands still is charged for all the calls it kept waiting.
     */
    <Q, A> Sample open(Workload<Q, A> workload, String token, double perSecond, Duration duration)
            throws InterruptedException {
        var calls = Math.max(1, Math.round(perSecond * duration.toNanos() / 1e9));
        return open(workload, token, perSecond, number -> number < calls);
    }

    /**
     * As {@link #open(Workload, String, double, Duration)}, for as long as it is told.
     *
     * @param more whether to make the call of this number, counted from 0
     */
    <Q, A> Sample open(Workload<Q, A> workload, String token, double perSecond, LongPredicate more)
            throws InterruptedException {
        var run = new Run<>(workload);
        var on = signedIn(workload, token);
        var cpu = cpu();
        var start = System.nanoTime();
        for (long i = 0; more.test(i) && !run.hasFailed(); i++) {
            var due = start + Math.round(i * 1e9 / perSecond);
            for (var wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            run.call(on.get((int) (i % on.size())), due, () -> {});
        }
        return sample(workload, run, cpu, start);
    }

    private static void callAndAgain(Run<?, ?> run, Channel channel, long end) {
        run.call(channel, System.nanoTime(), () -> {
            if (System.nanoTime() - end < 0 && !run.hasFailed()) {
                callAndAgain(run, channel, end);
            }
        });
    }

    private Sample sample(Workload<?, ?> workload, Run<?, ?> run, Duration cpu, long start)
            throws InterruptedException {
        var latencies = run.await();
        var elapsed = Duration.ofNanos(System.nanoTime() - start);
        return Sample.of(workload.name(), latencies, elapsed, cpu().minus(cpu));
    }

    private List<Channel> signedIn(Workload<?, ?> workload, String token) {
        return workload.signedIn()
                ? channels.stream().map(channel -> Bearer.with(channel, token)).toList()
                : channels;
    }

    private Duration cpu() {
        return server.info()
                .totalCpuDuration()
                .orElseThrow(() -> new IllegalStateException("this system does not tell a process's CPU time"));
    }
}
