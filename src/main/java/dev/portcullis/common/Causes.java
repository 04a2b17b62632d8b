package dev.portcullis.common;

import java.util.Optional;
import java.util.stream.Stream;

/** What a failure came of. */
public final class Causes {

    /** Chains can go in circles. */
    private static final int MOST = 16;

    private Causes() {}

    /** The failure itself, then its cause, and that one's, as far as they go or 16 of them. */
    public static Stream<Throwable> of(Throwable failure) {
        return Stream.iterate(Optional.of(failure), Optional::isPresent, t -> t.map(Throwable::getCause))
                .limit(MOST)
                .map(Optional::get);
    }

    /** The first of them of a type. */
    public static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> type) {
        return of(failure).filter(type::isInstance).map(type::cast).findFirst();
    }
}
