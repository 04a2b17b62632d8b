package dev.portcullis.api;

import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Resource names (AIP-122), whose form validation has checked, and times, between the wire and the domain. */
final class Names {

    private Names() {}

    /** The id in {@code collection/id}. */
    static String id(String name) {
        return name.substring(name.indexOf('/') + 1);
    }

    /** The id in a filter, where an empty name means all. */
    static Optional<String> filter(String name) {
        return name.isEmpty() ? Optional.empty() : Optional.of(id(name));
    }

    static String partner(String id) {
        return "partners/" + id;
    }

    static String contractor(String id) {
        return "contractors/" + id;
    }

    static String asset(String id) {
        return "assets/" + id;
    }

    static String accessRequest(String id) {
        return "accessRequests/" + id;
    }

    static String grant(String id) {
        return "grants/" + id;
    }

    static String credential(String id) {
        return "credentials/" + id;
    }

    static String revocation(String id) {
        return "revocations/" + id;
    }

    static String reinstatement(String id) {
        return "reinstatements/" + id;
    }

    static String policyRevision(String digest) {
        return "policyRevisions/" + digest;
    }

    static String activation(String id) {
        return "activations/" + id;
    }

    static String decision(String id) {
        return "decisions/" + id;
    }

    static String decisionGap(String id) {
        return "decisionGaps/" + id;
    }

    static Timestamp timestamp(Instant instant) {
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }

    /** To the millisecond, as all times are kept. Validation has checked the range. */
    static Instant instant(Timestamp timestamp) {
        return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos())
                .truncatedTo(ChronoUnit.MILLIS);
    }
}
