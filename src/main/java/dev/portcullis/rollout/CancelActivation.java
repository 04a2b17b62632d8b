package dev.portcullis.rollout;

import dev.portcullis.audit.Event;
import dev.portcullis.audit.EventType;
import dev.portcullis.audit.Mutation;
import dev.portcullis.audit.Mutations;
import dev.portcullis.change.Stamp;
import dev.portcullis.common.Call;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** Withdraws a pending activation: whoever proposed it, or any other admin. */
@ApplicationScoped
public class CancelActivation {

    private final Mutations mutations;
    private final ActivationStore activations;
    private final InstantSource clock;

    CancelActivation(Mutations mutations, ActivationStore activations, InstantSource clock) {
        this.mutations = mutations;
        this.activations = activations;
        this.clock = clock;
    }

    /**
     * Fails with ACTIVATION_NOT_FOUND, ACTIVATION_NOT_PENDING, ACTIVATION_EXPIRED or ACTIVATION_VOID, or as {@link
     * Mutations#run}.
     */
    public Uni<Activation> run(Call call, String id, String note) {
        return mutations.run(call, Activation.class, new Cancellation(call, id, note));
    }

    private final class Cancellation implements Mutation<Optional<Activation>, Void, Activation> {

        private final Call call;
        private final String id;
        private final String note;

        Cancellation(Call call, String id, String note) {
            this.call = call;
            this.id = id;
            this.note = note;
        }

        @Override
        public Uni<Optional<Activation>> facts(StatelessSession session) {
            return activations.find(session, id);
        }

        @Override
        public Uni<Void> decide(Optional<Activation> found) {
            PendingActivation.check(found, clock.instant());
            return Uni.createFrom().voidItem();
        }

        @Override
        public Uni<Recorded<Activation>> write(
                StatelessSession session, Stamp stamp, Optional<Activation> found, Void decision) {
            var cancelled = PendingActivation.check(found, stamp.at())
                    .closed(ActivationState.CANCELLED, call.caller().subject(), stamp.at(), note, null);
            var event = Event.of(EventType.ACTIVATION_CANCELLED)
                    .note(note)
                    .detail("activation", id)
                    .detail("digest", cancelled.bundle())
                    .build();
            return activations.update(session, cancelled).replaceWith(new Recorded<>(cancelled, event));
        }
    }
}
