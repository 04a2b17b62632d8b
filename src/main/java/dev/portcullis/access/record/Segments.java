package dev.portcullis.access.record;

import dev.portcullis.common.ErrorReason;
import dev.portcullis.common.PortcullisException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The segments of this process. An append is a copy into mapped memory under a short lock: no system call, and what it
 * returned for outlives the process. It never waits; where there is no room for it, it fails.
 *
 * <p>Invariant: sequences are 1, 2, 3, ... without a gap, and their order is that of the frames in the segments.
 */
final class Segments {

    private final Origin origin;
    private final SegmentFolder folder;
    private final Limits limits;
    private final boolean forced;
    private final InstantSource clock;

    private final Deque<Segment> live = new ArrayDeque<>();
    private final Deque<Segment> unforced = new ArrayDeque<>();
    private Segment spare;
    private long spares;
    private boolean sealNow;
    private boolean closed;
    private int cursor = SegmentHeader.BYTES;
    private long sequence;
    private long shipped;
    private long bytes;
    private long lastAt;

    /** @param forced whether {@link #force} is called, which has to know what is on the disk already */
    Segments(Origin origin, SegmentFolder folder, Limits limits, boolean forced, InstantSource clock) {
        this.origin = origin;
        this.folder = folder;
        this.limits = limits;
        this.forced = forced;
        this.clock = clock;
    }

    /**
     * Appends a frame and returns the sequence of its last entry. Fails with DECISION_BACKLOG_FULL if too much waits to be
     * shipped or no segment is ready, with DECISION_UNAVAILABLE if closed; nothing is appended then.
     */
    long append(Frame frame) {
        var now = clock.millis();
        synchronized (this) {
            if (closed) {
                throw new PortcullisException(ErrorReason.DECISION_UNAVAILABLE, "this replica is stopping");
            }
            if (bytes + frame.size() > limits.backlogBytes()) {
                throw full("too many decisions wait to be stored");
            }
            if (frame.size() > limits.segmentBytes() - SegmentHeader.BYTES) {
                throw new IllegalArgumentException("no segment holds a frame of " + frame.size() + " bytes");
            }
            if (live.isEmpty() || sealNow || !live.getLast().hasRoom(frame.size())) {
                roll();
            }
            lastAt = Math.max(lastAt, now);
            live.getLast().append(frame, sequence + 1, lastAt);
            sequence += frame.count();
            bytes += frame.size();
            return sequence;
        }
    }

    /** Takes the first segment into use, if it is ready: an origin without one has lost it. */
    synchronized void begin() {
        if (live.isEmpty() && spare != null) {
            roll();
        }
    }

    private void roll() {
        if (spare == null) {
            throw full("no room on disk is ready for decisions");
        }
        spare.begin(new SegmentHeader(limits.segmentBytes(), forced, Boot.ID));
        if (!live.isEmpty()) {
            live.getLast().seal();
        }
        live.addLast(spare);
        if (forced) {
            unforced.addLast(spare);
        }
        spare = null;
        sealNow = false;
        notifyAll();
    }

    private static PortcullisException full(String message) {
        return new PortcullisException(ErrorReason.DECISION_BACKLOG_FULL, message + "; none is given until then");
    }

    /** Waits until a segment is wanted, and makes it; false once closed. By one thread. */
    boolean prepare(Allocator allocator) throws IOException, InterruptedException {
        long index;
        synchronized (this) {
            while (spare != null && !closed) {
                wait();
            }
            if (closed) {
                return false;
            }
            index = spares;
        }
        var file = folder.file(origin, index);
        try {
            var segment = new Segment(file, allocator.allocate(file, limits.segmentBytes()));
            folder.force();
            synchronized (this) {
                spares++;
                spare = segment;
                return true;
            }
        } catch (IOException e) {
            folder.discard(file);
            throw e;
        }
    }

    /** What is to be shipped next, of one segment; empty if there is nothing. By one thread, as {@link #release}. */
    Optional<Slice> unshipped() {
        var done = new ArrayList<Segment>();
        try {
            synchronized (this) {
                while (live.size() > 1 && cursor == live.getFirst().end()) {
                    done.add(live.removeFirst());
                    cursor = SegmentHeader.BYTES;
                }
                return live.isEmpty() || cursor == live.getFirst().end()
                        ? Optional.empty()
                        : Optional.of(new Slice(
                                live.getFirst(), cursor, live.getFirst().end()));
            }
        } finally {
            done.forEach(this::remove);
        }
    }

    /** Frames of a segment that follow each other. */
    record Slice(Segment segment, int from, int to) {

        FrameReader read() {
            return segment.read(from, to);
        }
    }

    /**
     * Takes note that everything up to a sequence is shipped, which is what was unshipped up to an offset.
     */
    synchronized void release(int offset, long last) {
        bytes -= offset - cursor;
        cursor = offset;
        shipped = Math.max(shipped, last);
    }

    /** Returns the last sequence when everything up to it is on the disk. By one thread. */
    long force() {
        List<Segment> dirty;
        int end;
        long last;
        synchronized (this) {
            dirty = List.copyOf(unforced);
            end = dirty.isEmpty() ? 0 : unforced.getLast().end();
            last = sequence;
        }
        for (var i = 0; i < dirty.size(); i++) {
            dirty.get(i).force(i < dirty.size() - 1 ? dirty.get(i).end() : end);
        }
        synchronized (this) {
            for (var sealed = 1; sealed < dirty.size(); sealed++) {
                unforced.removeFirst();
            }
        }
        return last;
    }

    /** Puts what comes next into another segment, as this one's disk failed. */
    synchronized void abandon() {
        unforced.clear();
        sealNow = true;
    }

    synchronized long lastSequence() {
        return sequence;
    }

    synchronized Backlog backlog() {
        lastAt = Math.max(lastAt, clock.millis());
        return new Backlog(bytes, sequence - shipped, sequence == shipped ? lastAt : oldestAt());
    }

    private long oldestAt() {
        var head = live.iterator();
        var first = head.next();
        return cursor < first.end() ? first.timeAt(cursor) : head.next().timeAt(SegmentHeader.BYTES);
    }

    /** Ends appending. What is unshipped can still be shipped. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** Removes the files, of which everything is shipped. */
    void clear() {
        var done = new ArrayList<Segment>();
        synchronized (this) {
            done.addAll(live);
            live.clear();
            if (spare != null) {
                done.add(spare);
                spare = null;
            }
        }
        done.forEach(this::remove);
    }

    private void remove(Segment segment) {
        try {
            folder.remove(segment.file());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
