package dev.portcullis.revocation;

import java.util.Objects;

/** What to cut: the one thing of this type with this id, and all that rests on it. */
public record Selector(SelectorType type, String id) {

    public Selector {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(id, "id");
    }
}
