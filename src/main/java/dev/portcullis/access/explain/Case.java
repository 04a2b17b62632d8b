package dev.portcullis.access.explain;

import dev.portcullis.access.AccessContext;
import dev.portcullis.common.Action;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * An access that is to be explained.
 *
 * @param at the instant to decide for; empty for now
 * @param platform who would ask, by subject; empty for the caller
 */
public record Case(
        Subject subject,
        Action action,
        String assetId,
        Optional<Instant> at,
        AccessContext context,
        Optional<String> platform) {

    public Case {
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(assetId, "assetId");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(context, "context");
        Objects.requireNonNull(platform, "platform");
    }

    /** Whose access it is. */
    public sealed interface Subject {

        /** By a credential that there is. */
        record OfCredential(String id) implements Subject {}

        /** By one that would be issued to a contractor for all its grants. */
        record OfContractor(String id) implements Subject {}
    }
}
