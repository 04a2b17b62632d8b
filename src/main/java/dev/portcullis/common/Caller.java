package dev.portcullis.common;

import java.util.Collections;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Who calls, as the verified token says.
 *
 * @param subject the {@code sub} claim (RFC 7519 section 4.1.2)
 * @param name the name to show in records; not an identity
 * @param roles the roles that Portcullis knows, sorted
 * @param groups the groups, by plain name, sorted
 */
public record Caller(String subject, String name, SortedSet<String> roles, SortedSet<String> groups) {

    /** Who does what nobody asks for each time. */
    public static final Caller PORTCULLIS =
            new Caller("portcullis", "portcullis", Collections.emptySortedSet(), Collections.emptySortedSet());

    public Caller {
        if (subject.isBlank()) {
            throw new IllegalArgumentException("a caller has a subject");
        }
        Objects.requireNonNull(name, "name");
        roles = Collections.unmodifiableSortedSet(new TreeSet<>(roles));
        groups = Collections.unmodifiableSortedSet(new TreeSet<>(groups));
    }
}
