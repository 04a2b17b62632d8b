package dev.portcullis.revocation.watch;

import dev.portcullis.revocation.Cut;
import java.time.Instant;
import java.util.Objects;

/** What a watch sends. */
public sealed interface Message {

    /** Something was cut. */
    record Notice(Cut cut) implements Message {
        public Notice {
            Objects.requireNonNull(cut, "cut");
        }
    }

    /** Every cut up to a revision was sent, and there is none that was made much before this. */
    record Checkpoint(long revision, Instant sentAt) implements Message {
        public Checkpoint {
            Objects.requireNonNull(sentAt, "sentAt");
        }
    }
}
