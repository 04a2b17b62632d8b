package dev.portcullis.local;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.Callable;

/** Prints a tour step by step: what was asked, what was answered, how long it took. */
final class Steps {

    private final PrintStream out;
    private int number;

    Steps(PrintStream out) {
        this.out = out;
    }

    /** One step; what it throws ends the tour. */
    <T> T step(String asked, Callable<T> call) throws Exception {
        number++;
        out.printf("%n%2d. %s%n", number, asked);
        var start = System.nanoTime();
        var answer = call.call();
        out.printf("    took %s%n", millis(System.nanoTime() - start));
        return answer;
    }

    void answer(String format, Object... arguments) {
        out.printf("    -> " + format + "%n", arguments);
    }

    /** Ends the tour unless something is as it should be. */
    void expect(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException("step " + number + ": expected " + what);
        }
    }

    static String millis(long nanos) {
        return "%.1f ms".formatted(Duration.ofNanos(nanos).toNanos() / 1e6);
    }
}
