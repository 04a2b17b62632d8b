package dev.portcullis.identity.drift;

import jakarta.annotation.Nullable;
import java.time.Instant;
import java.util.Objects;

/**
 * How far the last sweep is.
 *
 * @param endedAt null while it is under way
 * @param lookedAt how many partners and contractors it has looked at
 */
public record SweepState(Instant begunAt, @Nullable Instant endedAt, long lookedAt) {

    public SweepState {
        Objects.requireNonNull(begunAt, "begunAt");
    }
}
