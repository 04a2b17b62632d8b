package dev.portcullis.revocation.watch;

import dev.portcullis.revocation.Cut;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The latest cuts, once for all watches: each goes through them at its own pace, and has nothing but its place.
 *
 * <p>Invariant: it has every cut that this replica has made, after one revision and up to another.
 */
@Singleton
class Recent {

    private final int most;
    private final NavigableMap<Long, Cut> cuts = new TreeMap<>();
    private long after = -1;
    private long upTo = -1;
    private boolean current;
    private long asOfNanos;

    Recent(WatchConfig config) {
        this.most = config.backlog();
    }

    /**
     * What comes after some revision.
     *
     * @param tooOld whether there were cuts after it, perhaps, that are not here any more
     * @param cuts the next ones, in their order; with none left, every cut up to {@code upTo} is known
     * @param current whether that was all, when this replica held a lease and the monotonic clock stood at {@code asOfNanos}
     */
    record Next(boolean tooOld, List<Cut> cuts, long upTo, boolean current, long asOfNanos) {
        Next {
            cuts = List.copyOf(cuts);
        }
    }

    /** Up to which revision every cut is known; -1 before anything is. */
    synchronized long upTo() {
        return upTo;
    }

    synchronized Next next(long revision, int limit) {
        var next = new ArrayList<Cut>();
        for (var cut : cuts.tailMap(revision, false).values()) {
            if (next.size() == limit) {
                break;
            }
            next.add(cut);
        }
        return new Next(revision < after, next, upTo, current, asOfNanos);
    }

    /** Begins at a revision, with no cut. */
    synchronized void begin(long revision) {
        after = revision;
        upTo = revision;
    }

    /** Adds all cuts that there are up to a revision, and forgets as many of the oldest. */
    synchronized void add(List<Cut> more, long revision) {
        more.forEach(cut -> cuts.put(cut.revision(), cut));
        upTo = revision;
        while (cuts.size() > most) {
            after = cuts.pollFirstEntry().getKey();
        }
    }

    /** Says when what is here was all that there is, or that this cannot be said. */
    synchronized void stamp(boolean isCurrent, long nanos) {
        current = isCurrent;
        asOfNanos = nanos;
    }
}
