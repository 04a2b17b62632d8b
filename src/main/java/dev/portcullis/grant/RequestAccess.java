package dev.portcullis.grant;

import dev.portcullis.audit.Event;
import dev.portcullis.audit.EventType;
import dev.portcullis.audit.Mutation;
import dev.portcullis.audit.Mutations;
import dev.portcullis.change.Stamp;
import dev.portcullis.common.Action;
import dev.portcullis.common.Call;
import dev.portcullis.common.ErrorReason;
import dev.portcullis.common.Ids;
import dev.portcullis.common.Reach;
import dev.portcullis.policy.active.Policies;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** Takes a request for access that policy allows to be made. */
@ApplicationScoped
public class RequestAccess {

    /** A request that is still pending after this long cannot be approved any more. */
    public static final Duration PENDING_LIMIT = Duration.ofDays(14);

    private final Mutations mutations;
    private final RequestStore requests;
    private final RequestFactsReader facts;
    private final Policies policies;
    private final InstantSource clock;
    private final Ids ids;

    RequestAccess(
            Mutations mutations,
            RequestStore requests,
            RequestFactsReader facts,
            Policies policies,
            InstantSource clock,
            Ids ids) {
        this.mutations = mutations;
        this.requests = requests;
        this.facts = facts;
        this.policies = policies;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * Fails with CONTRACTOR_NOT_FOUND, ASSET_NOT_FOUND, FIELD_INVALID (not_before) or REQUEST_REFUSED_BY_POLICY, or as
     * {@link Mutations#run}.
     *
     * @param reach contractors out of it do not exist for the caller
     */
    public Uni<AccessRequest> run(Call call, Reach reach, NewRequest request) {
        return mutations.run(call, AccessRequest.class, new Asking(call, reach, request));
    }

    private final class Asking implements Mutation<RequestFacts, Decided, AccessRequest> {

        private final Call call;
        private final Reach reach;
        private final NewRequest wanted;

        Asking(Call call, Reach reach, NewRequest wanted) {
            this.call = call;
            this.reach = reach;
            this.wanted = wanted;
        }

        @Override
        public Uni<RequestFacts> facts(StatelessSession session) {
            return facts.read(session, wanted.contractorId(), wanted.assetIds(), Optional.empty());
        }

        @Override
        public Uni<Decided> decide(RequestFacts facts) {
            var input = new Asked(call.caller(), reach, wanted).input(facts, clock.instant());
            return Decided.by(policies, facts.policy(), input, ErrorReason.REQUEST_REFUSED_BY_POLICY);
        }

        @Override
        public Uni<Recorded<AccessRequest>> write(
                StatelessSession session, Stamp stamp, RequestFacts facts, Decided decided) {
            var contractor = facts.contractor().orElseThrow();
            var request = new AccessRequest(
                    ids.next(),
                    contractor.id(),
                    contractor.partnerId(),
                    wanted.assetIds(),
                    wanted.actions(),
                    wanted.purpose(),
                    wanted.justification(),
                    wanted.duration().toSeconds(),
                    wanted.notBefore().orElse(null),
                    RequestState.PENDING,
                    call.caller().subject(),
                    stamp.at(),
                    stamp.at().plus(PENDING_LIMIT),
                    List.of(),
                    Requirements.of(decided.decision()),
                    null,
                    null,
                    wanted.breakGlass());
            var event = Event.of(EventType.ACCESS_REQUESTED)
                    .partner(request.partnerId())
                    .contractor(request.contractorId())
                    .assets(request.assetIds())
                    .request(request.id())
                    .note(request.justification())
                    .detail("actions", Action.names(request.actions()))
                    .detail("purpose", request.purpose())
                    .detail("duration_s", request.durationSeconds())
                    .detail("policy_revision", decided.policyRevision())
                    .detail("break_glass", request.breakGlass())
                    .build();
            return requests.add(session, request).replaceWith(new Recorded<>(request, event));
        }
    }
}
