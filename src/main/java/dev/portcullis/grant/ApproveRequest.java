package dev.portcullis.grant;

import dev.portcullis.audit.Event;
import dev.portcullis.audit.EventType;
import dev.portcullis.audit.Mutation;
import dev.portcullis.audit.Mutations;
import dev.portcullis.change.Stamp;
import dev.portcullis.change.State;
import dev.portcullis.common.Action;
import dev.portcullis.common.Call;
import dev.portcullis.common.ErrorReason;
import dev.portcullis.common.Ids;
import dev.portcullis.common.Reach;
import dev.portcullis.partner.Contractor;
import dev.portcullis.policy.GrantInput;
import dev.portcullis.policy.active.Policies;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** Adds an approval to a pending request; the one that completes what policy asks for makes the grant. */
@ApplicationScoped
public class ApproveRequest {

    private final Mutations mutations;
    private final RequestStore requests;
    private final GrantStore grants;
    private final RequestFactsReader facts;
    private final Policies policies;
    private final InstantSource clock;
    private final Ids ids;
    private final BreakGlassAlert alert;

    ApproveRequest(
            Mutations mutations,
            RequestStore requests,
            GrantStore grants,
            RequestFactsReader facts,
            Policies policies,
            InstantSource clock,
            Ids ids,
            BreakGlassAlert alert) {
        this.mutations = mutations;
        this.requests = requests;
        this.grants = grants;
        this.facts = facts;
        this.policies = policies;
        this.clock = clock;
        this.ids = ids;
        this.alert = alert;
    }

    /**
     * Fails with REQUEST_NOT_FOUND, REQUEST_NOT_PENDING, REQUEST_EXPIRED or APPROVAL_REFUSED_BY_POLICY, or as
     * {@link Mutations#run}.
     *
     * @param reach requests out of it do not exist for the caller
     */
    public Uni<AccessRequest> run(Call call, Reach reach, String requestId, String note) {
        var approving = new Approving(call, reach, requestId, note);
        return mutations.run(call, AccessRequest.class, approving).invoke(request -> {
            if (approving.made && request.breakGlass()) {
                alert.granted(request);
            }
        });
    }

    private record Facts(Optional<AccessRequest> request, Optional<RequestFacts> around) {}

    private final class Approving implements Mutation<Facts, Decided, AccessRequest> {

        private final Call call;
        private final Reach reach;
        private final String requestId;
        private final String note;

        /** Whether this very call made the grant, and does not repeat the answer of one that did. */
        private volatile boolean made;

        Approving(Call call, Reach reach, String requestId, String note) {
            this.call = call;
            this.reach = reach;
            this.requestId = requestId;
            this.note = note;
        }

        @Override
        public Uni<Facts> facts(StatelessSession session) {
            made = false;
            return requests.find(session, reach, requestId).flatMap(found -> found.map(request -> facts.read(
                                    session,
                                    request.contractorId(),
                                    request.assetIds(),
                                    Optional.of(call.caller().subject()))
                            .map(around -> new Facts(found, Optional.of(around))))
                    .orElse(Uni.createFrom().item(new Facts(found, Optional.empty()))));
        }

        @Override
        public Uni<Decided> decide(Facts facts) {
            var request = Pending.check(facts.request(), clock.instant());
            var around = facts.around().orElseThrow();
            var caller = call.caller();
            var input = new GrantInput(
                    clock.millis(),
                    GrantInput.Operation.APPROVE,
                    new GrantInput.RequestFacts(
                            request.contractorId(),
                            request.partnerId(),
                            Action.names(request.actions()),
                            request.purpose(),
                            request.durationSeconds(),
                            request.requestedBy(),
                            around.contractor().orElseThrow().subject(),
                            request.breakGlass(),
                            request.justificationLength()),
                    around.contractorInput(),
                    around.partnerInput(),
                    around.assetInputs(),
                    new GrantInput.ApproverFacts(
                            caller.subject(),
                            List.copyOf(caller.roles()),
                            List.copyOf(caller.groups()),
                            around.approver().map(Contractor::partnerId).orElse(null)),
                    request.approvals().stream()
                            .map(approval -> new GrantInput.ApprovalFacts(approval.approver(), approval.groups()))
                            .toList(),
                    around.exposure());
            return Decided.by(policies, around.policy(), input, ErrorReason.APPROVAL_REFUSED_BY_POLICY);
        }

        @Override
        public Uni<Recorded<AccessRequest>> write(StatelessSession session, Stamp stamp, Facts facts, Decided decided) {
            var before = facts.request().orElseThrow();
            var approval = new Approval(
                    call.caller().subject(), List.copyOf(call.caller().groups()), note, stamp.at());
            var approvals = Stream.concat(before.approvals().stream(), Stream.of(approval))
                    .toList();
            var approved = before.with(approvals, Requirements.of(decided.decision()));
            var added = requests.addApproval(session, stamp, requestId, approval);
            if (!decided.decision().complete()) {
                return added.chain(() -> requests.update(session, approved))
                        .replaceWith(
                                recorded(approved, decided.policyRevision(), EventType.REQUEST_APPROVED, List.of()));
            }
            var grant = grant(approved, stamp.at());
            var done = approved.with(RequestState.APPROVED, grant.id(), null);
            var type = done.breakGlass() ? EventType.BREAK_GLASS_GRANTED : EventType.GRANT_CREATED;
            made = true;
            return added.chain(() -> requests.update(session, done))
                    .chain(() -> grants.add(session, grant))
                    .replaceWith(recorded(done, decided.policyRevision(), type, List.of(grant)));
        }

        private Grant grant(AccessRequest request, Instant now) {
            var wanted = request.notBefore();
            var start = wanted == null || wanted.isBefore(now) ? now : wanted;
            return new Grant(
                    ids.next(),
                    request.id(),
                    request.contractorId(),
                    request.partnerId(),
                    request.assetIds(),
                    request.actions(),
                    request.purpose(),
                    start,
                    start.plusSeconds(request.durationSeconds()),
                    GrantState.ACTIVE,
                    now,
                    null,
                    request.breakGlass());
        }

        private Recorded<AccessRequest> recorded(
                AccessRequest request, String policyRevision, EventType type, List<Grant> made) {
            var event = Event.of(type)
                    .partner(request.partnerId())
                    .contractor(request.contractorId())
                    .assets(request.assetIds())
                    .request(request.id())
                    .grants(made.stream().map(Grant::id).toList())
                    .note(note)
                    .detail("approvals", request.approvals().size())
                    .detail("approvals_required", request.required().approvals())
                    .detail("policy_revision", policyRevision)
                    .build();
            return new Recorded<>(
                    request, event, made.stream().<State>map(Grant::checked).toList());
        }
    }
}
