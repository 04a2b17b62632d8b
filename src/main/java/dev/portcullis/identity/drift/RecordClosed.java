package dev.portcullis.identity.drift;

import dev.portcullis.audit.EventType;
import dev.portcullis.audit.Mutations;
import dev.portcullis.audit.Unconditional;
import dev.portcullis.change.Stamp;
import dev.portcullis.common.Call;
import dev.portcullis.common.Caller;
import dev.portcullis.identity.Subject;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** Puts on record that somebody without access could sign in, or had a role of the lab's own, before that is ended. */
@ApplicationScoped
class RecordClosed {

    private static final Call CALL =
            new Call(Caller.PORTCULLIS, "portcullis/reconciliation", Optional.empty(), Optional.empty());

    private final Mutations mutations;

    RecordClosed(Mutations mutations) {
        this.mutations = mutations;
    }

    /**
     * Fails as {@link Mutations#run}.
     *
     * @param role the role; empty if it could sign in
     */
    Uni<Boolean> run(Subject subject, Optional<String> role) {
        return mutations.run(CALL, Boolean.class, new Closing(subject, role));
    }

    private record Closing(Subject subject, Optional<String> role) implements Unconditional<Boolean> {

        @Override
        public Wait waitsToBeSeen() {
            return Wait.NOWHERE;
        }

        @Override
        public Uni<Recorded<Boolean>> write(StatelessSession session, Stamp stamp) {
            var event = subject.event(EventType.IDENTITY_DRIFT_CLOSED);
            role.ifPresent(taken -> event.detail("role", taken));
            return Uni.createFrom().item(new Recorded<>(true, event.build()));
        }
    }
}
