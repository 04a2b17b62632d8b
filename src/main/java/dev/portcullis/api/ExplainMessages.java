package dev.portcullis.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.google.protobuf.util.JsonFormat;
import dev.portcullis.access.AccessContext;
import dev.portcullis.access.Outcome;
import dev.portcullis.access.explain.Case;
import dev.portcullis.access.explain.Case.Subject;
import dev.portcullis.access.explain.Explanation;
import dev.portcullis.access.explain.Explanation.Change;
import dev.portcullis.access.explain.Explanation.Reason;
import dev.portcullis.policy.PolicyJson;
import dev.portcullis.v1.Decision;
import dev.portcullis.v1.Effect;
import dev.portcullis.v1.ExplainAccessRequest;
import dev.portcullis.v1.ExplainAccessResponse;
import dev.portcullis.v1.ExplainedReason;
import dev.portcullis.v1.FactChange;
import java.util.Optional;

/** Explanations between the wire and the domain. */
final class ExplainMessages {

    private ExplainMessages() {}

    /** Fails with FIELD_INVALID for an address that is none. */
    static Case wanted(ExplainAccessRequest request) {
        return new Case(
                request.hasCredential()
                        ? new Subject.OfCredential(Names.id(request.getCredential()))
                        : new Subject.OfContractor(Names.id(request.getContractor())),
                Actions.domain(request.getAction()),
                Names.id(request.getAsset()),
                request.hasAt() ? Optional.of(Names.instant(request.getAt())) : Optional.empty(),
                request.hasContext() ? AccessApi.context("context", request.getContext()) : AccessContext.UNKNOWN,
                Optional.of(request.getPlatform()).filter(subject -> !subject.isEmpty()));
    }

    static ExplainAccessResponse message(Explanation explanation) {
        var response = ExplainAccessResponse.newBuilder()
                .setDecision(decision(explanation))
                .addAllReasons(explanation.reasons().stream()
                        .map(ExplainMessages::message)
                        .toList())
                .setMoreChanges(explanation.moreChanges());
        explanation.facts().ifPresent(facts -> response.setFacts(json(facts, Struct.newBuilder())));
        return response.build();
    }

    private static Decision decision(Explanation explanation) {
        var decision = explanation.decision();
        var outcome = Outcome.of(decision);
        return Decision.newBuilder()
                .setEffect(Effect.valueOf("EFFECT_" + outcome.effect()))
                .addAllReasons(decision.reasons().stream().map(Enum::name).toList())
                .addAllCustomerReasons(outcome.customerReasons())
                .addAllObligations(outcome.obligations().stream()
                        .map(DecisionMessages::obligation)
                        .toList())
                .setPolicyRevision(explanation.sheet().policy().revision())
                .setStateRevision(explanation.sheet().stateRevision())
                .setDecidedAt(Names.timestamp(explanation.sheet().at()))
                .build();
    }

    private static ExplainedReason message(Reason reason) {
        return ExplainedReason.newBuilder()
                .setReason(ReasonMessages.of(reason.meaning()))
                .addAllChanges(
                        reason.changes().stream().map(ExplainMessages::message).toList())
                .build();
    }

    private static FactChange message(Change change) {
        return FactChange.newBuilder()
                .setFact(change.fact())
                .setFrom(json(change.from(), Value.newBuilder()))
                .setTo(json(change.to(), Value.newBuilder()))
                .setAllows(change.allows())
                .build();
    }

    /** As policy is given it, in a message that can hold any JSON. */
    private static <B extends Message.Builder> B json(Object value, B message) {
        try {
            JsonFormat.parser().merge(PolicyJson.MAPPER.writeValueAsString(value), message);
            return message;
        } catch (JsonProcessingException | InvalidProtocolBufferException e) {
            throw new IllegalStateException("facts that JSON cannot hold", e);
        }
    }
}
