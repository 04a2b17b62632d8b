package dev.portcullis.identity.drift;

import dev.portcullis.identity.Drift;
import dev.portcullis.identity.Subject;
import java.time.Instant;
import java.util.Objects;

/**
 * What is not in Keycloak as it is to be, and was left so.
 *
 * @param detail more of it; empty if there is no more
 * @param foundAt when it was first found so
 */
public record Finding(long id, Subject subject, Drift drift, String detail, Instant foundAt) {

    public Finding {
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(drift, "drift");
        Objects.requireNonNull(detail, "detail");
        Objects.requireNonNull(foundAt, "foundAt");
    }
}
