package dev.portcullis.policy.wasm;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The evaluation that one thread has under way. The thread says when it begins and ends; the watchdog may cut it off in
 * between by interrupting the thread, which compiled policy asks after in every loop and call.
 *
 * <p>Whoever moves the state away from the number of the evaluation, the thread to end it or the watchdog to cut it off,
 * has it: an interrupt reaches the evaluation that it was meant for, and none outlives {@link #end}.
 */
final class Watch {

    private static final long NONE = 0;
    private static final long BEING_CUT = -1;
    private static final long CUT = -2;

    private final Thread thread = Thread.currentThread();
    private final AtomicLong state = new AtomicLong(NONE);

    /** How many the thread has begun; touched by it alone. */
    private long begun;

    /** An evaluation begins. Not within another. */
    void begin() {
        state.set(++begun);
    }

    /**
     * It ends, by itself or not; true if it was cut off, and then what it answered is no answer. The thread is not interrupted
     * afterwards on that account, nor on another that came meanwhile.
     */
    boolean end() {
        if (state.compareAndSet(begun, NONE)) {
            return false;
        }
        while (state.get() != CUT) {
            Thread.onSpinWait();
        }
        Thread.interrupted();
        state.set(NONE);
        return true;
    }

    /** The number of the evaluation that is under way, from 1; else something below. */
    long current() {
        return state.get();
    }

    /** Cuts off the evaluation of this number, unless it has ended or is none. */
    void cut(long evaluation) {
        if (evaluation > 0 && state.compareAndSet(evaluation, BEING_CUT)) {
            thread.interrupt();
            state.set(CUT);
        }
    }

    Thread thread() {
        return thread;
    }
}
