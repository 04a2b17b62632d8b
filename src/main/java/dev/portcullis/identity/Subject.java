package dev.portcullis.identity;

import dev.portcullis.audit.Event;
import dev.portcullis.audit.EventType;
import java.util.Objects;

/** A partner or a contractor, by its id. */
public record Subject(Kind kind, String id) {

    /** What kind of thing it is. */
    public enum Kind {
        PARTNER("partners/"),
        CONTRACTOR("contractors/");

        private final String collection;

        Kind(String collection) {
            this.collection = collection;
        }
    }

    public Subject {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(id, "id");
    }

    /** By its resource name. */
    public static Subject of(String name) {
        for (var kind : Kind.values()) {
            if (name.startsWith(kind.collection)) {
                return new Subject(kind, name.substring(kind.collection.length()));
            }
        }
        throw new IllegalArgumentException("no partner and no contractor is called " + name);
    }

    /** An event about it, to be gone on with. */
    public Event.Builder event(EventType type) {
        var event = Event.of(type);
        return switch (kind) {
            case PARTNER -> event.partner(id);
            case CONTRACTOR -> event.contractor(id);
        };
    }

    /** Its resource name. */
    public String name() {
        return kind.collection + id;
    }
}
