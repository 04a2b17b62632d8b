package dev.portcullis.access.snapshot;

import dev.portcullis.change.State;
import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import jakarta.annotation.Nullable;

/** The contractors of a {@link Snapshot}, by their ids and by the subjects of their tokens. Immutable. */
final class Contractors {

    static final Contractors NONE = new Contractors(HashMap.empty(), HashMap.empty());

    private final Map<String, State.OfContractor> byId;
    private final Map<String, String> idsBySubject;

    private Contractors(Map<String, State.OfContractor> byId, Map<String, String> idsBySubject) {
        this.byId = byId;
        this.idsBySubject = idsBySubject;
    }

    @Nullable
    State.OfContractor get(String id) {
        return byId.getOrElse(id, null);
    }

    @Nullable
    State.OfContractor ofSubject(String subject) {
        var id = idsBySubject.getOrElse(subject, null);
        return id == null ? null : get(id);
    }

    Contractors with(State.OfContractor contractor) {
        return new Contractors(byId.put(contractor.id(), contractor), idsBySubject(contractor));
    }

    private Map<String, String> idsBySubject(State.OfContractor contractor) {
        var subject = contractor.subject();
        if (subject == null) {
            return idsBySubject;
        }
        var before = get(contractor.id());
        var others =
                before == null || before.subject() == null || before.subject().equals(subject)
                        ? idsBySubject
                        : idsBySubject.remove(before.subject());
        return others.put(subject, contractor.id());
    }
}
