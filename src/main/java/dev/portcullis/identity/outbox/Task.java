package dev.portcullis.identity.outbox;

import dev.portcullis.identity.Subject;
import java.time.Instant;
import java.util.Objects;

/**
 * To make Keycloak agree with what a partner or a contractor is here.
 *
 * @param revision of its last change
 * @param createdAt since when it is left to do
 * @param dueAt when it is tried next, if it is PENDING
 * @param attempts how often it was tried
 * @param refusals how often of that it was refused
 * @param error why it failed the last time; empty if it did not
 */
public record Task(
        Subject subject,
        TaskState state,
        long revision,
        Instant createdAt,
        Instant dueAt,
        int attempts,
        int refusals,
        String error) {

    public Task {
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(createdAt, "createdAt");
        Objects.requireNonNull(dueAt, "dueAt");
        Objects.requireNonNull(error, "error");
    }
}
