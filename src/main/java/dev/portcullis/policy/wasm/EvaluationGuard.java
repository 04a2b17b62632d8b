package dev.portcullis.policy.wasm;

import dev.portcullis.policy.PolicyUnavailableException;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Runs evaluations within their limits and says what became of those that failed: in the log, and in the meter
 * {@code portcullis.policy.failures} by cause.
 */
final class EvaluationGuard implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(EvaluationGuard.class);

    private final Duration limit;
    private final Watchdog watchdog;
    private final MeterRegistry metrics;

    /** @param limit the processor time that an evaluation may take */
    EvaluationGuard(Duration limit, MeterRegistry metrics) {
        this.limit = limit;
        this.watchdog = new Watchdog(limit);
        this.metrics = metrics;
        for (var cause : Cause.values()) {
            count(cause, 0);
        }
    }

    /** Why an evaluation gave no answer. */
    enum Cause {
        /** It took longer than it may. */
        TIME,
        /** It wanted more memory than it may have, or called itself too deep. */
        MEMORY,
        /** It trapped, aborted or could not be started. */
        TRAP
    }

    /**
     * What the evaluation answers, on this thread. Throws {@link PolicyUnavailableException} when it fails or takes longer than it
     * may; its memory is then in no known state.
     *
     * @param rule what is evaluated, for the message
     */
    <T> T run(String rule, Supplier<T> evaluation) {
        var watch = watchdog.watch();
        watch.begin();
        T answer;
        try {
            answer = evaluation.get();
        } catch (RuntimeException | Error e) {
            throw watch.end() ? tooLong(rule) : failed(rule, e);
        }
        if (watch.end()) {
            throw tooLong(rule);
        }
        return answer;
    }

    /** Lets evaluations run without a limit of time from now on. */
    @Override
    public void close() {
        watchdog.close();
    }

    private PolicyUnavailableException tooLong(String rule) {
        return told(
                Cause.TIME,
                new PolicyUnavailableException("the evaluation of " + rule + " was cut off after " + limit.toMillis()
                        + " ms (portcullis.policy.max-evaluation-time)"));
    }

    private PolicyUnavailableException failed(String rule, Throwable failure) {
        var memory = failure instanceof PolicyAbort abort && abort.isForMemory()
                || failure instanceof StackOverflowError
                || failure instanceof OutOfMemoryError;
        return told(
                memory ? Cause.MEMORY : Cause.TRAP,
                new PolicyUnavailableException(
                        memory
                                ? "the evaluation of " + rule + " wanted more memory than it may have"
                                : "the policy failed while it evaluated " + rule,
                        failure));
    }

    private PolicyUnavailableException told(Cause cause, PolicyUnavailableException failure) {
        LOG.errorf("no decision (%s): %s", cause, failure.getMessage());
        count(cause, 1);
        return failure;
    }

    private void count(Cause cause, int times) {
        metrics.counter("portcullis.policy.failures", "cause", cause.name()).increment(times);
    }
}
