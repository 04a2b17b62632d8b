package dev.portcullis.grant;

import dev.portcullis.audit.Event;
import dev.portcullis.audit.EventType;
import dev.portcullis.audit.Mutation;
import dev.portcullis.audit.Mutations;
import dev.portcullis.change.Stamp;
import dev.portcullis.common.Call;
import dev.portcullis.partner.Contractor;
import dev.portcullis.partner.ContractorStore;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** Ends a pending request without a grant: an approver rejects it, or who may ask withdraws it. */
@ApplicationScoped
public class CloseRequest {

    private final Mutations mutations;
    private final RequestStore requests;
    private final ContractorStore contractors;

    CloseRequest(Mutations mutations, RequestStore requests, ContractorStore contractors) {
        this.mutations = mutations;
        this.requests = requests;
        this.contractors = contractors;
    }

    /** Fails with REQUEST_NOT_FOUND or REQUEST_NOT_PENDING, or as {@link Mutations#run}. */
    public Uni<AccessRequest> reject(Call call, String requestId, String note) {
        return mutations.run(
                call,
                AccessRequest.class,
                new Closing(call, requestId, false, RequestState.REJECTED, EventType.REQUEST_REJECTED, note));
    }

    /**
     * Fails as {@link #reject}.
     *
     * @param ownOnly whether the caller may withdraw its own alone; others' do not exist for it
     */
    public Uni<AccessRequest> cancel(Call call, boolean ownOnly, String requestId) {
        return mutations.run(
                call,
                AccessRequest.class,
                new Closing(call, requestId, ownOnly, RequestState.CANCELLED, EventType.REQUEST_CANCELLED, ""));
    }

    private record Facts(Optional<AccessRequest> request, Optional<Contractor> caller) {}

    private final class Closing implements Mutation<Facts, Void, AccessRequest> {

        private final Call call;
        private final String requestId;
        private final boolean ownOnly;
        private final RequestState state;
        private final EventType type;
        private final String note;

        Closing(Call call, String requestId, boolean ownOnly, RequestState state, EventType type, String note) {
            this.call = call;
            this.requestId = requestId;
            this.ownOnly = ownOnly;
            this.state = state;
            this.type = type;
            this.note = note;
        }

        @Override
        public Uni<Facts> facts(StatelessSession session) {
            return requests.find(session, requestId).flatMap(request -> contractors
                    .findBySubject(session, call.caller().subject())
                    .map(caller -> new Facts(request, caller)));
        }

        @Override
        public Uni<Void> decide(Facts facts) {
            Pending.check(
                    facts.request().filter(request -> !ownOnly || Own.is(request.contractorId(), facts.caller())));
            return Uni.createFrom().voidItem();
        }

        @Override
        public Uni<Recorded<AccessRequest>> write(StatelessSession session, Stamp stamp, Facts facts, Void decision) {
            var request = facts.request().orElseThrow().with(state, null, state == RequestState.REJECTED ? note : null);
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
