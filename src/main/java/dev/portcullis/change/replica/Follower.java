package dev.portcullis.change.replica;

import dev.portcullis.change.State;
import java.util.List;

/**
 * Who keeps the state that Checks are answered from. One thread calls it, one call after the other; what a call did can be seen
 * by all threads when it returns.
 */
public interface Follower {

    /**
     * Takes the whole state from the store in place of what it had.
     *
     * @param store in a transaction that sees the state of this revision
     */
    void load(StoreLink store, long revision);

    /**
     * Makes the next change: the revision is one more than that of the last one. Throws if it does not understand it.
     *
     * @throws StartOver if it understands it and cannot make it
     */
    void apply(long revision, List<State> states);

    /** What a change needs is not to be had. A later change may do without it, so the whole state is to be loaded. */
    final class StartOver extends RuntimeException {

        private static final long serialVersionUID = 1;

        public StartOver(RuntimeException cause) {
            super(cause.getMessage(), cause);
        }
    }
}
