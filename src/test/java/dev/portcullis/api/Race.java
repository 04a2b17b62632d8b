package dev.portcullis.api;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Calls that start at the same moment. */
final class Race {

    private Race() {}

    /** How one of them ended: one of the two is null. */
    record Outcome<T>(T value, Throwable failure) {

        boolean succeeded() {
            return failure == null;
        }
    }

    /** Runs them at once, and waits for all. */
    static <T> List<Outcome<T>> run(List<Callable<T>> calls) throws InterruptedException {
        var start = new CyclicBarrier(calls.size());
        var threads = Executors.newFixedThreadPool(calls.size());
        try {
            var running = calls.stream()
                    .map(call -> threads.submit(() -> {
                        start.await();
                        return call.call();
                    }))
                    .toList();
            var outcomes = new ArrayList<Outcome<T>>();
            for (var each : running) {
                outcomes.add(outcome(each));
            }
            return outcomes;
        } finally {
            threads.shutdown();
        }
    }

    private static <T> Outcome<T> outcome(Future<T> running) throws InterruptedException {
        try {
            return new Outcome<>(running.get(), null);
        } catch (ExecutionException e) {
            return new Outcome<>(null, e.getCause());
        }
    }
}
