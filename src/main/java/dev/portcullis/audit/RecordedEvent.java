package dev.portcullis.audit;

import jakarta.annotation.Nullable;
import java.time.Instant;
import java.util.List;

/**
 * An event as it is kept. Ids are bare, null or empty where the event is not about such a thing.
 *
 * @param actor token subject of who did it
 * @param actorRoles the actor's roles at the time, sorted
 * @param detailsJson more facts of this type of event, a JSON object
 * @param callId the idempotency key of the call; null without one
 * @param traceId the trace that the call was part of; null without one
 */
public record RecordedEvent(
        long revision,
        EventType type,
        Instant occurredAt,
        String actor,
        String actorName,
        List<String> actorRoles,
        @Nullable String partnerId,
        @Nullable String contractorId,
        List<String> assetIds,
        @Nullable String requestId,
        List<String> grantIds,
        @Nullable String credentialId,
        @Nullable String revocationId,
        String note,
        String detailsJson,
        @Nullable String callId,
        @Nullable String traceId) {

    public RecordedEvent {
        actorRoles = List.copyOf(actorRoles);
        assetIds = List.copyOf(assetIds);
        grantIds = List.copyOf(grantIds);
    }
}
