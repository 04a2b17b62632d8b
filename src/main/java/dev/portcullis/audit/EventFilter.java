package dev.portcullis.audit;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which events are wanted; what is empty does not matter.
 *
 * @param actor token subject
 * @param start only at or after it
 * @param end only before it
 */
public record EventFilter(
        Optional<String> partnerId,
        Optional<String> contractorId,
        Optional<String> assetId,
        Optional<String> actor,
        Set<EventType> types,
        Optional<Instant> start,
        Optional<Instant> end) {}
