package dev.portcullis.revocation.watch;

import dev.portcullis.change.replica.Replica;
import dev.portcullis.common.NanoClock;
import dev.portcullis.revocation.Cut;
import dev.portcullis.revocation.Cuts;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** What watches draw from: the latest cuts, those before them, and whether these are all. */
@Singleton
class Source {

    /** How many cuts are read at once by who is behind those in memory. */
    static final int PAGE = 500;

    /**
     * How long what was current is vouched for. With the 2 s of a lease, which began when the store was asked for its last
     * revision, a checkpoint tells of all that was cut 3 s before it.
     */
    private static final Duration VOUCHED = Duration.ofSeconds(1);

    private final Recent recent;
    private final Cuts cuts;
    private final Replica replica;
    private final InstantSource clock;
    private final NanoClock nanoClock;

    Source(Recent recent, Cuts cuts, Replica replica, InstantSource clock, NanoClock nanoClock) {
        this.recent = recent;
        this.cuts = cuts;
        this.replica = replica;
        this.clock = clock;
        this.nanoClock = nanoClock;
    }

    /** The revision to begin at for who wants no cut from before. */
    long head() {
        return recent.upTo();
    }

    Recent.Next next(long place, int limit) {
        return recent.next(place, limit);
    }

    /** Whether this replica knows now that there is nothing else. */
    boolean vouchesFor(Recent.Next next) {
        return next.current() && nanoClock.nanos() - next.asOfNanos() <= VOUCHED.toNanos() && replica.mayAnswer();
    }

    /** The next cuts, in memory or not; fewer than {@link #PAGE} if these are all up to that revision. */
    Uni<List<Cut>> page(long place, long upTo) {
        return cuts.between(place, upTo, PAGE);
    }

    Instant now() {
        return clock.instant();
    }
}
