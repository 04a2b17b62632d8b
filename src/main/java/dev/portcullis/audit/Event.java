package dev.portcullis.audit;

import jakarta.annotation.Nullable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a change did, as its author tells it; who, when and at which revision is added when it is recorded. Ids are bare,
 * null or empty where the event is not about such a thing.
 *
 * @param note what the caller wrote; empty if nothing
 * @param details more facts of this type of event; never a secret
 */
public record Event(
        EventType type,
        @Nullable String partnerId,
        @Nullable String contractorId,
        List<String> assetIds,
        @Nullable String requestId,
        List<String> grantIds,
        @Nullable String credentialId,
        @Nullable String revocationId,
        String note,
        SortedMap<String, Object> details) {

    public Event {
        Objects.requireNonNull(type, "type");
        assetIds = List.copyOf(assetIds);
        grantIds = List.copyOf(grantIds);
        Objects.requireNonNull(note, "note");
        details = new TreeMap<>(details);
    }

    /** An event of this type about nothing yet. */
    public static Builder of(EventType type) {
        return new Builder(type);
    }

    /** The resource names of all it is about. */
    List<String> subjects() {
        var names = new ArrayList<String>();
        add(names, "partners/", partnerId);
        add(names, "contractors/", contractorId);
        assetIds.forEach(id -> add(names, "assets/", id));
        add(names, "accessRequests/", requestId);
        grantIds.forEach(id -> add(names, "grants/", id));
        add(names, "credentials/", credentialId);
        add(names, "revocations/", revocationId);
        return List.copyOf(names);
    }

    private static void add(List<String> names, String collection, @Nullable String id) {
        if (id != null) {
            names.add(collection + id);
        }
    }

    /** Says what an event is about, one thing at a time. */
    public static final class Builder {

        private final EventType type;
        private final SortedMap<String, Object> details = new TreeMap<>();
        private String partnerId;
        private String contractorId;
        private List<String> assetIds = List.of();
        private String requestId;
        private List<String> grantIds = List.of();
        private String credentialId;
        private String revocationId;
        private String note = "";

        private Builder(EventType type) {
            this.type = type;
        }

        public Builder partner(String id) {
            partnerId = id;
            return this;
        }

        public Builder contractor(String id) {
            contractorId = id;
            return this;
        }

        public Builder assets(List<String> ids) {
            assetIds = ids;
            return this;
        }

        public Builder request(String id) {
            requestId = id;
            return this;
        }

        public Builder grants(List<String> ids) {
            grantIds = ids;
            return this;
        }

        public Builder credential(String id) {
            credentialId = id;
            return this;
        }

        public Builder revocation(String id) {
            revocationId = id;
            return this;
        }

        public Builder note(String text) {
            note = text;
            return this;
        }

        public Builder detail(String name, Object value) {
            details.put(name, value);
            return this;
        }

        public Event build() {
            return new Event(
                    type,
                    partnerId,
                    contractorId,
                    assetIds,
                    requestId,
                    grantIds,
                    credentialId,
                    revocationId,
                    note,
                    details);
        }
    }
}
