package dev.portcullis.revocation;

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

/** Withdraws a pending reinstatement: whoever proposed it, or any other admin. */
@ApplicationScoped
public class CancelReinstatement {

    private final Mutations mutations;
    private final Targets targets;
    private final ReinstatementStore reinstatements;
    private final InstantSource clock;

    CancelReinstatement(Mutations mutations, Targets targets, ReinstatementStore reinstatements, InstantSource clock) {
        this.mutations = mutations;
        this.targets = targets;
        this.reinstatements = reinstatements;
        this.clock = clock;
    }

    /**
     * Fails with REINSTATEMENT_NOT_FOUND, REINSTATEMENT_NOT_PENDING, REINSTATEMENT_EXPIRED or REINSTATEMENT_VOID, or as {@link
     * Mutations#run}.
     */
    public Uni<Reinstatement> run(Call call, String id, String note) {
        return mutations.run(call, Reinstatement.class, new Cancellation(call, id, note));
    }

    private record Facts(Optional<Reinstatement> reinstatement, Optional<Target> thing) {}

    private final class Cancellation implements Mutation<Facts, Void, Reinstatement> {

        private final Call call;
        private final String id;
        private final String note;

        Cancellation(Call call, String id, String note) {
            this.call = call;
            this.id = id;
            this.note = note;
        }

        @Override
        public Uni<Facts> facts(StatelessSession session) {
            return reinstatements.find(session, id).flatMap(found -> found.map(
                            known -> targets.find(session, known.target().cut())
                                    .map(thing -> new Facts(found, Optional.of(thing))))
                    .orElse(Uni.createFrom().item(new Facts(found, Optional.empty()))));
        }

        @Override
        public Uni<Void> decide(Facts facts) {
            PendingReinstatement.check(facts.reinstatement(), clock.instant());
            return Uni.createFrom().voidItem();
        }

        @Override
        public Uni<Recorded<Reinstatement>> write(StatelessSession session, Stamp stamp, Facts facts, Void decision) {
            var cancelled = PendingReinstatement.check(facts.reinstatement(), stamp.at())
                    .closed(ReinstatementState.CANCELLED, call.caller().subject(), stamp.at(), note);
            var event = Reopening.event(
                            EventType.REINSTATEMENT_CANCELLED,
                            cancelled,
                            facts.thing().orElseThrow())
                    .note(note)
                    .build();
            return reinstatements.update(session, cancelled).replaceWith(new Recorded<>(cancelled, event));
        }
    }
}
