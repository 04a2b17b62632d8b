package dev.portcullis.audit;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** A replica that was declared lost, and what may be lost with it. */
public record LostReplica(String replica, List<Rest> rests) {

    public LostReplica {
        Objects.requireNonNull(replica, "replica");
        rests = List.copyOf(rests);
    }

    /**
     * What one of its lives had not shipped: a gap whose end nobody knows.
     *
     * @param first the sequence of the first decision that may be lost
     * @param from none of them was given before
     * @param until nor after
     */
    public record Rest(String gapId, long epoch, long first, Instant from, Instant until) {

        public Rest {
            Objects.requireNonNull(gapId, "gapId");
            Objects.requireNonNull(from, "from");
            Objects.requireNonNull(until, "until");
        }
    }
}
