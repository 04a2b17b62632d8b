package dev.portcullis.access;

import dev.portcullis.common.Page;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A page of decisions, and how current it is.
 *
 * @param completeUntil every decision given before it is in the list or named as lost; empty if that is so of every one
 *     given before the list was asked for
 */
public record Decisions(Page<DecisionRecord> page, Optional<Instant> completeUntil) {

    public Decisions {
        Objects.requireNonNull(page, "page");
        Objects.requireNonNull(completeUntil, "completeUntil");
    }
}
