package dev.portcullis.grant;

import dev.portcullis.audit.Event;
import dev.portcullis.audit.EventType;
import dev.portcullis.audit.Mutation;
import dev.portcullis.audit.Mutations;
import dev.portcullis.change.Stamp;
import dev.portcullis.common.Call;
import dev.portcullis.common.Reach;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** Ends a pending request without a grant: an approver rejects it, or who may ask withdraws it. */
@ApplicationScoped
public class CloseRequest {

    private final Mutations mutations;
    private final RequestStore requests;

    CloseRequest(Mutations mutations, RequestStore requests) {
        this.mutations = mutations;
        this.requests = requests;
    }

    /**
     * Fails with REQUEST_NOT_FOUND or REQUEST_NOT_PENDING, or as {@link Mutations#run}.
     *
     * @param reach requests out of it do not exist for the caller
     */
    public Uni<AccessRequest> reject(Call call, Reach reach, String requestId, String note) {
        return mutations.run(
                call,
                AccessRequest.class,
                new Closing(call, reach, requestId, RequestState.REJECTED, EventType.REQUEST_REJECTED, note));
    }

    /** Fails as {@link #reject}. */
    public Uni<AccessRequest> cancel(Call call, Reach reach, String requestId) {
        return mutations.run(
                call,
                AccessRequest.class,
                new Closing(call, reach, requestId, RequestState.CANCELLED, EventType.REQUEST_CANCELLED, ""));
    }

    private final class Closing implements Mutation<Optional<AccessRequest>, Void, AccessRequest> {

        private final Call call;
        private final Reach reach;
        private final String requestId;
        private final RequestState state;
        private final EventType type;
        private final String note;

        Closing(Call call, Reach reach, String requestId, RequestState state, EventType type, String note) {
            this.call = call;
            this.reach = reach;
            this.requestId = requestId;
            this.state = state;
            this.type = type;
            this.note = note;
        }

        @Override
        public Uni<Optional<AccessRequest>> facts(StatelessSession session) {
            return requests.find(session, reach, requestId);
        }

        @Override
        public Uni<Void> decide(Optional<AccessRequest> found) {
            Pending.check(found);
            return Uni.createFrom().voidItem();
        }

        @Override
        public Uni<Recorded<AccessRequest>> write(
                StatelessSession session, Stamp stamp, Optional<AccessRequest> found, Void decision) {
            var request = found.orElseThrow().with(state, null, state == RequestState.REJECTED ? note : null);
            var event = Event.of(type)
                    .partner(request.partnerId())
                    .contractor(request.contractorId())
                    .assets(request.assetIds())
                    .request(request.id())
                    .note(note)
                    .build();
            return requests.update(session, request).replaceWith(new Recorded<>(request, event));
        }
    }
}
