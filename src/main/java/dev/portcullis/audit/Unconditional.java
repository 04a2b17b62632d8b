package dev.portcullis.audit;

import dev.portcullis.change.Stamp;
import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/**
 * A change that rests on no facts, and so may always be made.
 *
 * @param <R> the answer, as of any {@link Mutation}
 */
public interface Unconditional<R> extends Mutation<Boolean, Void, R> {

    /** Writes it, as {@link Mutation#write}. */
    Uni<Recorded<R>> write(StatelessSession session, Stamp stamp);

    @Override
    default Uni<Boolean> facts(StatelessSession session) {
        return Uni.createFrom().item(true);
    }

    @Override
    default Uni<Void> decide(Boolean nothing) {
        return Uni.createFrom().voidItem();
    }

    @Override
    default Uni<Recorded<R>> write(StatelessSession session, Stamp stamp, Boolean nothing, Void decision) {
        return write(session, stamp);
    }
}
