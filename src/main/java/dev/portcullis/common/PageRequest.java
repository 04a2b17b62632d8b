package dev.portcullis.common;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Which part of a list is wanted.
 *
 * @param size how many at most, 1 to {@value #MAX_SIZE}
 * @param after the key of the last element of the page before; empty for the first page
 */
public record PageRequest(int size, Optional<String> after) {

    /** What a caller who says nothing gets. */
    public static final int DEFAULT_SIZE = 50;

    /** The most anybody gets. */
    public static final int MAX_SIZE = 1000;

    public PageRequest {
        if (size < 1 || size > MAX_SIZE) {
            throw new IllegalArgumentException("page size " + size);
        }
        Objects.requireNonNull(after, "after");
    }

    /** The key to start behind, or the least of all keys. */
    public String afterOrLeast() {
        return after.orElse("");
    }

    /**
     * The revision to start behind, or the one before all.
     *
     * @throws PortcullisException PAGE_TOKEN_INVALID, if the key is no revision
     */
    public long afterRevision() {
        try {
            return after.map(Long::parseLong).orElse(0L);
        } catch (NumberFormatException e) {
            throw invalidToken();
        }
    }

    /**
     * The same where the latest come first: the revision to end before, or one after all.
     *
     * @throws PortcullisException PAGE_TOKEN_INVALID, if the key is no revision
     */
    public long beforeRevision() {
        return after.isEmpty() ? Long.MAX_VALUE : afterRevision();
    }

    /** The failure of a page token that the list, with its filters, did not give. */
    public static PortcullisException invalidToken() {
        var violation = new FieldViolation("page_token", "must be the next_page_token of the same list and filters");
        return new PortcullisException(
                ErrorReason.PAGE_TOKEN_INVALID,
                violation.field() + ": " + violation.rule(),
                List.of(violation),
                Map.of());
    }
}
