package dev.portcullis.api;

import dev.portcullis.access.DecisionRecord.Duty;
import dev.portcullis.access.record.Gap;
import dev.portcullis.audit.LostReplica;
import dev.portcullis.v1.Decision;
import dev.portcullis.v1.DecisionGap;
import dev.portcullis.v1.DecisionRecord;
import dev.portcullis.v1.Effect;
import dev.portcullis.v1.GapCause;
import dev.portcullis.v1.Obligation;

/** Decisions as messages. */
final class DecisionMessages {

    private DecisionMessages() {}

    /** What the platform is told. */
    static Decision of(dev.portcullis.access.DecisionRecord decision) {
        return Decision.newBuilder()
                .setName(Names.decision(decision.id()))
                .setEffect(Effect.valueOf("EFFECT_" + decision.effect()))
                .addAllReasons(decision.reasons())
                .addAllCustomerReasons(decision.customerReasons())
                .addAllObligations(decision.obligations().stream()
                        .map(DecisionMessages::obligation)
                        .toList())
                .setPolicyRevision(decision.policyRevision())
                .setStateRevision(decision.stateRevision())
                .setDecidedAt(Names.timestamp(decision.decidedAt()))
                .build();
    }

    /** What the auditor is told. */
    static DecisionRecord record(dev.portcullis.access.DecisionRecord decision) {
        var message = DecisionRecord.newBuilder()
                .setDecision(of(decision))
                .setRpc(decision.rpc())
                .setCaller(decision.caller())
                .addAllInternalReasons(decision.internalReasons());
        if (decision.credentialId() != null) {
            message.setCredential(Names.credential(decision.credentialId()));
        }
        if (decision.contractorId() != null) {
            message.setContractor(Names.contractor(decision.contractorId()));
        }
        if (decision.partnerId() != null) {
            message.setPartner(Names.partner(decision.partnerId()));
        }
        if (decision.assetId() != null && !decision.assetId().isEmpty()) {
            message.setAsset(Names.asset(decision.assetId()));
        }
        if (decision.action() != null) {
            message.setAction(Actions.message(decision.action()));
        }
        if (decision.traceId() != null) {
            message.setTraceId(decision.traceId());
        }
        if (decision.sourceAddress() != null) {
            message.setSourceAddress(decision.sourceAddress());
        }
        if (decision.country() != null) {
            message.setCountry(decision.country());
        }
        return message.build();
    }

    /** What the auditor is told of decisions that are lost. */
    static DecisionGap gap(Gap gap) {
        var message = DecisionGap.newBuilder()
                .setName(Names.decisionGap(gap.id()))
                .setReplica(gap.origin().replica())
                .setEpoch(gap.origin().epoch())
                .setFirstSequence(gap.first())
                .setCause(GapCause.valueOf("GAP_CAUSE_" + gap.cause()))
                .setGivenFrom(Names.timestamp(gap.from()))
                .setGivenUntil(Names.timestamp(gap.until()))
                .setFoundAt(Names.timestamp(gap.foundAt()));
        gap.last().ifPresent(message::setLastSequence);
        return message.build();
    }

    /** What a replica that was declared lost had not shipped. */
    static DecisionGap gap(String replica, LostReplica.Rest rest) {
        return DecisionGap.newBuilder()
                .setName(Names.decisionGap(rest.gapId()))
                .setReplica(replica)
                .setEpoch(rest.epoch())
                .setFirstSequence(rest.first())
                .setCause(GapCause.GAP_CAUSE_REPLICA_LOST)
                .setGivenFrom(Names.timestamp(rest.from()))
                .setGivenUntil(Names.timestamp(rest.until()))
                .setFoundAt(Names.timestamp(rest.until()))
                .build();
    }

    static Obligation obligation(Duty duty) {
        var message = Obligation.newBuilder().setType(duty.type());
        if (duty.value() != null) {
            message.setValue(duty.value());
        }
        return message.build();
    }
}
