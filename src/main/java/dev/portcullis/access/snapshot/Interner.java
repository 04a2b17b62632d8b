package dev.portcullis.access.snapshot;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gives equal values as one object, to save memory. Not thread-safe. Forgets all when it has grown too large. */
final class Interner {

    private static final int MOST = 200_000;

    private final Map<Object, Object> known = new HashMap<>();

    String text(String value) {
        return intern(value);
    }

    List<String> texts(List<String> values) {
        return intern(values);
    }

    String[] sorted(List<String> values) {
        return values.stream().sorted().map(this::text).toArray(String[]::new);
    }

    @SuppressWarnings("unchecked") // a value's equal is of its type: texts, and lists of them
    private <T> T intern(T value) {
        if (known.size() > MOST) {
            known.clear();
        }
        return (T) known.computeIfAbsent(value, same -> same);
    }
}
