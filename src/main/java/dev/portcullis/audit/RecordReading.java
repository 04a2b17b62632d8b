package dev.portcullis.audit;

import dev.portcullis.change.Stamp;
import dev.portcullis.common.Call;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** Puts on record what an auditor reads: one event a call, at a revision of its own, as a change is. */
@ApplicationScoped
public class RecordReading {

    private final Mutations mutations;

    RecordReading(Mutations mutations) {
        this.mutations = mutations;
    }

    /**
     * What is to be read.
     *
     * @param partnerId the partner that the request names; empty for none
     * @param contractorId the contractor that it names; empty for none
     * @param assetId the asset that it names; empty for none
     * @param request all that it says, by the names of its fields; never a secret
     */
    public record Reading(
            Optional<String> partnerId,
            Optional<String> contractorId,
            Optional<String> assetId,
            Map<String, Object> request) {

        public Reading {
            request = Map.copyOf(request);
        }
    }

    /**
     * Completes once the event has committed. Nothing may be answered before, and nothing if this fails, as
     * {@link Mutations#run} does.
     */
    public Uni<Void> run(Call call, Reading reading) {
        return mutations
                .run(call.withoutRequestId(), Boolean.class, new Recording(call, reading))
                .replaceWithVoid();
    }

    private record Recording(Call call, Reading reading) implements Unconditional<Boolean> {

        /** Nobody decides anything by it. */
        @Override
        public Wait waitsToBeSeen() {
            return Wait.NOWHERE;
        }

        @Override
        public Uni<Recorded<Boolean>> write(StatelessSession session, Stamp stamp) {
            var event = Event.of(EventType.READ_BY_AUDITOR)
                    .partner(reading.partnerId().orElse(null))
                    .contractor(reading.contractorId().orElse(null))
                    .assets(reading.assetId().map(List::of).orElse(List.of()))
                    .detail("rpc", call.rpc())
                    .detail("request", reading.request())
                    .build();
            return Uni.createFrom().item(new Recorded<>(true, event));
        }
    }
}
