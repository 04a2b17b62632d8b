package dev.portcullis.access;

import java.time.Instant;
import java.util.Optional;

/**
 * Which decisions are wanted; what is empty does not matter.
 *
 * @param start only at or after it
 * @param end only before it
 */
public record DecisionFilter(
        Optional<String> partnerId,
        Optional<String> contractorId,
        Optional<String> assetId,
        Optional<String> credentialId,
        Optional<Effect> effect,
        Optional<Instant> start,
        Optional<Instant> end) {}
