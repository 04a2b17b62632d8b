package dev.portcullis.identity.drift;

import dev.portcullis.audit.Event;
import dev.portcullis.audit.EventType;
import dev.portcullis.audit.Mutations;
import dev.portcullis.audit.Unconditional;
import dev.portcullis.change.Stamp;
import dev.portcullis.common.Call;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** Asks for a sweep, which begins as soon as none is under way. */
@ApplicationScoped
public class RequestSweep {

    private final Mutations mutations;

    RequestSweep(Mutations mutations) {
        this.mutations = mutations;
    }

    /** Answers how far the last one is. Fails as {@link Mutations#run}. */
    public Uni<SweepState> run(Call call) {
        return mutations.run(call, SweepState.class, new Request());
    }

    private record Request() implements Unconditional<SweepState> {

        @Override
        public Uni<Recorded<SweepState>> write(StatelessSession session, Stamp stamp) {
            var event = Event.of(EventType.RECONCILIATION_REQUESTED).build();
            return session.createNativeQuery("UPDATE identity_sweep SET asked_at = now()")
                    .executeUpdate()
                    .chain(() -> Findings.lastSweep(session))
                    .map(state -> new Recorded<>(state, event));
        }
    }
}
