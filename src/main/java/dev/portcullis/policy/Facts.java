package dev.portcullis.policy;

import java.util.List;
import java.util.Objects;

/** The checks that the constructors of input records share. */
final class Facts {

    private Facts() {}

    static String text(String value, String field) {
        if (Objects.requireNonNull(value, field).isBlank()) {
            throw new IllegalArgumentException(field + " is blank");
        }
        return value;
    }

    static long instant(long epochMillis, String field) {
        if (epochMillis < 0) {
            throw new IllegalArgumentException(field + " is before 1970");
        }
        return epochMillis;
    }

    static <T> List<T> copy(List<T> values, String field) {
        return List.copyOf(Objects.requireNonNull(values, field));
    }
}
