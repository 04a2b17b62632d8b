package dev.portcullis.audit;

import dev.portcullis.change.Stamp;
import dev.portcullis.change.State;
import io.smallrye.mutiny.Uni;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/**
 * A change, in the three steps that {@link Mutations} takes it through. Each step may be run more than once.
 *
 * @param <F> the facts that the change is decided on: a value, equal to another exactly if it says the same
 * @param <D> what was decided
 * @param <R> the answer, a record that JSON can carry; no secret is in it
 */
public interface Mutation<F, D, R> {

    /** Reads the facts, and locks nothing. */
    Uni<F> facts(StatelessSession session);

    /** Decides on the facts alone, outside any transaction; fails if the change may not be made. */
    Uni<D> decide(F facts);

    /** Writes the new state, in the transaction that also records it, on facts that still hold. */
    Uni<Recorded<R>> write(StatelessSession session, Stamp stamp, F facts, D decision);

    /** By whom the change must have been seen before it is answered. */
    default Wait waitsToBeSeen() {
        return Wait.HERE;
    }

    /** By whom a change must have been seen. */
    enum Wait {
        /** Nobody: who made it waits for all replicas itself. */
        NOWHERE,
        /** This replica, so that who reads here next does so too; but not for long. */
        HERE,
        /** Every replica that may answer: none decides as if it had not been made. It takes the length of a lease at most. */
        EVERYWHERE
    }

    /**
     * What was written.
     *
     * @param answer the answer to the call
     * @param event what the record shall say
     * @param states what was made of the things that a Check looks at
     */
    record Recorded<R>(R answer, Event event, List<State> states) {

        public Recorded {
            states = List.copyOf(states);
        }

        /** A change of something that no Check looks at. */
        public Recorded(R answer, Event event) {
            this(answer, event, List.of());
        }

        /** A change of one thing that a Check looks at. */
        public Recorded(R answer, Event event, State state) {
            this(answer, event, List.of(state));
        }
    }
}
