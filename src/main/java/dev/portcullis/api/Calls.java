package dev.portcullis.api;

import com.google.protobuf.Message;
import dev.portcullis.access.Refusals;
import dev.portcullis.access.Standings;
import dev.portcullis.audit.RecordReading;
import dev.portcullis.common.Call;
import dev.portcullis.common.Caller;
import dev.portcullis.common.ErrorReason;
import dev.portcullis.common.PortcullisException;
import dev.portcullis.common.Reach;
import dev.portcullis.common.Sha256;
import dev.portcullis.common.StoreLimit;
import dev.portcullis.identity.Callers;
import dev.portcullis.policy.AdminDecision;
import dev.portcullis.policy.AdminDecision.Scope;
import dev.portcullis.policy.AdminInput;
import dev.portcullis.policy.AdminReason;
import dev.portcullis.policy.PolicyEngine;
import io.grpc.MethodDescriptor;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The way into every RPC: who calls, may they call this, is the request well formed; only then the use case. An RPC that
 * policy does not list is refused to everybody.
 */
@ApplicationScoped
public class Calls {

    /** The role that reads everything. */
    private static final String AUDITOR = "auditor";

    private final Callers callers;
    private final PolicyEngine policy;
    private final Standings standings;
    private final Validation validation;
    private final Refusals refusals;
    private final RecordReading readings;

    Calls(
            Callers callers,
            PolicyEngine policy,
            Standings standings,
            Validation validation,
            Refusals refusals,
            RecordReading readings) {
        this.callers = callers;
        this.policy = policy;
        this.standings = standings;
        this.validation = validation;
        this.refusals = refusals;
        this.readings = readings;
    }

    /** Handles one call of a method; every failure comes out as a gRPC status. */
    <T> Uni<T> handle(MethodDescriptor<?, ?> method, Message request, Function<Access, Uni<T>> useCase) {
        return handleInMemory(method, request, access -> inTime(request, read(access, request, useCase.apply(access))));
    }

    /** As {@link #handle}, for a use case that asks no store. */
    <T> Uni<T> handleInMemory(MethodDescriptor<?, ?> method, Message request, Function<Access, Uni<T>> useCase) {
        return callers.current()
                .map(caller -> call(caller, method))
                .flatMap(call -> authorize(call)
                        .map(decision -> admit(call, decision, request))
                        .flatMap(useCase::apply)
                        .onFailure(Calls::isRefusal)
                        .recoverWithUni(refusal -> onRecord(call, refusal)))
                .onFailure()
                .transform(ErrorMapping::toStatus);
    }

    /**
     * What comes in piece by piece.
     *
     * @param <Q> a piece
     */
    interface Gathered<Q extends Message> {

        /** Takes the next piece, which keeps the rules; fails if it may not come next, or there is too much. */
        void add(Q piece);

        /** All that came, as one message: what the call is known by. */
        Q whole();
    }

    /** As {@link #handle}, for a method that is called with a stream. Nothing of it is kept before the caller is let in. */
    <Q extends Message, G extends Gathered<Q>, T> Uni<T> gather(
            MethodDescriptor<Q, ?> method, Multi<Q> pieces, G gathered, BiFunction<Access, G, Uni<T>> useCase) {
        return callers.current()
                .map(caller -> call(caller, method))
                .flatMap(call -> authorize(call)
                        .flatMap(decision -> pieces.invoke(validation::check)
                                .invoke(gathered::add)
                                .collect()
                                .last()
                                .map(last -> access(call, decision, gathered.whole())))
                        .flatMap(access -> useCase.apply(access, gathered))
                        .onFailure(Calls::isRefusal)
                        .recoverWithUni(refusal -> onRecord(call, refusal)))
                .onFailure()
                .transform(ErrorMapping::toStatus);
    }

    /** As {@link #handle}, for a method that answers with a stream; the use case ends it when the caller's token ends. */
    <T> Multi<T> stream(MethodDescriptor<?, ?> method, Message request, BiFunction<Access, Instant, Multi<T>> useCase) {
        return handleInMemory(
                        method,
                        request,
                        access -> read(access, request, callers.until().map(until -> new Admitted(access, until))))
                .onItem()
                .transformToMulti(admitted -> useCase.apply(admitted.access(), admitted.until()))
                .onFailure()
                .transform(ErrorMapping::toStatus);
    }

    /**
     * What an auditor reads goes on record first: nothing is answered that is not on it. What cannot be meant was refused when the
     * answer was put together, and is not.
     */
    private <T> Uni<T> read(Access access, Message request, Uni<T> answer) {
        return access.caller().roles().contains(AUDITOR) && !isChange(request)
                ? readings.run(access.call(), Readings.of(request)).chain(() -> answer)
                : answer;
    }

    /** Changes have a request_id. */
    private static boolean isChange(Message request) {
        return request.getDescriptorForType().findFieldByName("request_id") != null;
    }

    /** Changes see to their time themselves: some wait for more than the store. */
    private static <T> Uni<T> inTime(Message request, Uni<T> answer) {
        return isChange(request) ? answer : StoreLimit.of(answer, "the store did not answer in time");
    }

    private record Admitted(Access access, Instant until) {}

    private Uni<AdminDecision> authorize(Call call) {
        var caller = call.caller();
        var input = new AdminInput(List.copyOf(caller.roles()), call.rpc(), standings.of(caller));
        return policy.decideAdmin(input).invoke(decision -> {
            if (!decision.allow()) {
                throw refusal(decision.reasons());
            }
        });
    }

    private static PortcullisException refusal(List<AdminReason> reasons) {
        if (reasons.contains(AdminReason.CALLER_REVOKED)) {
            return new PortcullisException(ErrorReason.CALLER_REVOKED, "your access was revoked");
        }
        if (reasons.contains(AdminReason.CALLER_PARTNER_NOT_ACTIVE)) {
            return new PortcullisException(ErrorReason.CALLER_PARTNER_NOT_ACTIVE, "your partner is not active");
        }
        return new PortcullisException(
                ErrorReason.ROLE_REQUIRED,
                "none of your roles may call this; platform and partner-admin take a group besides");
    }

    private Access admit(Call call, AdminDecision decision, Message request) {
        validation.check(request);
        return access(call, decision, request);
    }

    private static Access access(Call call, AdminDecision decision, Message request) {
        return new Access(
                call.caller(),
                reach(call.caller(), decision.scope()),
                requestId(request)
                        .map(id -> call.withRequestId(id, Sha256.hex(request.toByteArray())))
                        .orElse(call));
    }

    private static Reach reach(Caller caller, Scope scope) {
        return switch (scope) {
            case ANY -> Reach.anybodys(caller);
            case PARTNER -> Reach.ofPartner(caller);
            case GROUP -> Reach.ofGroups(caller);
            case OWN -> Reach.own(caller);
            case NONE -> throw new IllegalStateException("what is denied reaches nothing");
        };
    }

    private <T> Uni<T> onRecord(Call call, Throwable failure) {
        var refusal = (PortcullisException) failure;
        return record(call, refusal).onItem().transformToUni(recorded -> Uni.createFrom()
                .failure(refusal));
    }

    /** Whether a caller who is known was told that it may not: that goes on record. */
    private static boolean isRefusal(Throwable failure) {
        return failure instanceof PortcullisException known
                && (known.reason() == ErrorReason.ROLE_REQUIRED
                        || known.reason() == ErrorReason.CALLER_REVOKED
                        || known.reason() == ErrorReason.CALLER_PARTNER_NOT_ACTIVE
                        || known.reason() == ErrorReason.REQUEST_REFUSED_BY_POLICY
                        || known.reason() == ErrorReason.APPROVAL_REFUSED_BY_POLICY
                        || known.reason() == ErrorReason.SELF_APPROVAL);
    }

    private Uni<Void> record(Call call, PortcullisException refusal) {
        var reasons = refusal.metadata()
                .getOrDefault("policy_reasons", refusal.reason().name());
        var customerReasons = refusal.metadata().get("customer_reasons");
        return refusals.record(
                call,
                List.of(reasons.split(",")),
                customerReasons == null ? List.of() : List.of(customerReasons.split(",")),
                Optional.ofNullable(refusal.metadata().get("policy_revision")));
    }

    private static Call call(Caller caller, MethodDescriptor<?, ?> method) {
        return new Call(caller, method.getFullMethodName(), Optional.empty(), Optional.empty());
    }

    private static Optional<UUID> requestId(Message request) {
        var field = request.getDescriptorForType().findFieldByName("request_id");
        var value = field == null ? "" : (String) request.getField(field);
        return value.isEmpty() ? Optional.empty() : Optional.of(UUID.fromString(value));
    }
}
