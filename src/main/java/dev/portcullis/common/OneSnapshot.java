package dev.portcullis.common;

import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** Reads of which each sees what the first one sees, whatever is committed meanwhile. */
public final class OneSnapshot {

    private OneSnapshot() {}

    /** Makes a transaction one for such reads, and for nothing else, before anything was read in it. */
    public static <T> Uni<T> of(StatelessSession session, Supplier<Uni<T>> reads) {
        return session.createNativeQuery("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                .executeUpdate()
                .flatMap(set -> reads.get());
    }
}
