package dev.portcullis.common;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The data platforms that a caller asks for. An asset on another one does not exist for it.
 *
 * @param every whether it asks for every platform; the names then do not matter
 * @param names of those that it asks for, sorted
 */
public record Platforms(boolean every, SortedSet<String> names) {

    public static final Platforms EVERY = new Platforms(true, Collections.emptySortedSet());
    public static final Platforms NONE = new Platforms(false, Collections.emptySortedSet());

    public Platforms {
        names = Collections.unmodifiableSortedSet(new TreeSet<>(names));
    }

    /** Whether a platform is among them. */
    public boolean include(String platform) {
        return every || names.contains(platform);
    }

    public boolean areNone() {
        return !every && names.isEmpty();
    }
}
