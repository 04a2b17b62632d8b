package dev.portcullis.local;

import java.io.IOException;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The processes that this one started. When it ends, by a signal too, they are stopped, whatever was under way: a start is
 * either over by then, or does not happen any more.
 */
final class Children {

    private static final ReadWriteLock STARTING = new ReentrantReadWriteLock();
    private static final Deque<Runnable> STOPS = new ConcurrentLinkedDeque<>();
    private static volatile boolean ending;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(Children::stopAll));
    }

    private Children() {}

    /** What starts a process. */
    interface Start<T> {
        T run() throws IOException;
    }

    /**
     * Starts a process; blocks for ever if this one is ending.
     *
     * @param stop stops it when this process ends, even if the start failed half-way; the last started is stopped first
     */
    static <T> T start(Start<T> start, Runnable stop) throws IOException {
        STARTING.readLock().lock();
        try {
            STOPS.push(stop);
            return start.run();
        } finally {
            STARTING.readLock().unlock();
        }
    }

    /** Whether this process is about to end, so that failures of its children mean nothing. */
    static boolean areEnding() {
        return ending;
    }

    private static void stopAll() {
        ending = true;
        STARTING.writeLock().lock(); // and kept
        for (var stop : STOPS) {
            try {
                stop.run();
            } catch (RuntimeException e) {
                System.err.println("could not stop what was started: " + e);
            }
        }
    }
}
