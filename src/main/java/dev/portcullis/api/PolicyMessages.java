package dev.portcullis.api;

import dev.portcullis.rollout.Effective;
import dev.portcullis.rollout.ReplayPolicy;
import dev.portcullis.rollout.RollbackPolicy;
import dev.portcullis.rollout.ShadowReport;
import dev.portcullis.v1.Activation;
import dev.portcullis.v1.ActivationState;
import dev.portcullis.v1.ActivationType;
import dev.portcullis.v1.Effect;
import dev.portcullis.v1.GetShadowReportResponse;
import dev.portcullis.v1.PolicyRevision;
import dev.portcullis.v1.PolicyRevisionState;
import dev.portcullis.v1.ReplayFlip;
import dev.portcullis.v1.ReplayPolicyResponse;
import dev.portcullis.v1.ShadowDifference;
import jakarta.annotation.Nullable;
import java.util.Optional;

/** Bundles and activations between the wire and the domain. */
final class PolicyMessages {

    private static final String STATE = "POLICY_REVISION_STATE_";

    private PolicyMessages() {}

    static Optional<dev.portcullis.rollout.PolicyRevisionState> domain(PolicyRevisionState state) {
        return state == PolicyRevisionState.POLICY_REVISION_STATE_UNSPECIFIED
                ? Optional.empty()
                : Optional.of(dev.portcullis.rollout.PolicyRevisionState.valueOf(
                        state.name().substring(STATE.length())));
    }

    static PolicyRevision message(dev.portcullis.rollout.PolicyRevision revision) {
        return PolicyRevision.newBuilder()
                .setName(Names.policyRevision(revision.digest()))
                .setVersion(revision.version())
                .setSequence(revision.sequence())
                .setPolicyRevision(revision.policyRevision())
                .setState(PolicyRevisionState.valueOf(STATE + revision.state()))
                .setSizeBytes(revision.sizeBytes())
                .setNote(revision.note())
                .setUploadedBy(revision.uploadedBy())
                .setUploadedAt(Names.timestamp(revision.uploadedAt()))
                .build();
    }

    static Activation message(Effective effective) {
        var message = message(effective.activation()).toBuilder();
        effective
                .reach()
                .map(reach -> ConfirmationMessages.of(reach.confirmedAt(), reach.receipts()))
                .ifPresent(message::setConfirmation);
        return message.build();
    }

    static Activation message(dev.portcullis.rollout.Activation activation) {
        var message = Activation.newBuilder()
                .setName(Names.activation(activation.id()))
                .setType(ActivationType.valueOf("ACTIVATION_TYPE_" + activation.type()))
                .setPolicyRevision(policyRevision(activation.bundle()))
                .setState(ActivationState.valueOf("ACTIVATION_STATE_" + activation.state()))
                .setNote(activation.note())
                .setProposedBy(activation.proposedBy())
                .setProposedAt(Names.timestamp(activation.proposedAt()))
                .setClosingNote(activation.closingNote());
        if (activation.type() == dev.portcullis.rollout.ActivationType.ACTIVATION) {
            message.setExpiresAt(Names.timestamp(activation.expiresAt()));
        }
        if (activation.closedBy() != null) {
            message.setClosedBy(activation.closedBy());
        }
        if (activation.closedAt() != null) {
            message.setClosedAt(Names.timestamp(activation.closedAt()));
        }
        if (activation.carriedOut() != null) {
            message.setReplacedPolicyRevision(
                            policyRevision(activation.carriedOut().replaced()))
                    .setActivatedRevision(activation.carriedOut().revision());
        }
        return message.build();
    }

    static GetShadowReportResponse message(ShadowReport report) {
        return GetShadowReportResponse.newBuilder()
                .setPolicyRevision(
                        report.shadowing().bundle().map(Names::policyRevision).orElse(""))
                .setSamplePerMillion(report.shadowing().samplePerMillion())
                .setSinceRevision(report.shadowing().revision())
                .setSame(report.same())
                .setDifferent(report.different())
                .setFailed(report.failed())
                .setDropped(report.dropped())
                .addAllDifferences(report.differences().stream()
                        .map(PolicyMessages::message)
                        .toList())
                .build();
    }

    private static ShadowDifference message(ShadowReport.Difference difference) {
        return ShadowDifference.newBuilder()
                .setFrom(Effect.valueOf("EFFECT_" + difference.from()))
                .setTo(Effect.valueOf("EFFECT_" + difference.to()))
                .addAllReasons(difference.reasons())
                .setCount(difference.count())
                .addAllExamples(
                        difference.examples().stream().map(Names::decision).toList())
                .build();
    }

    static ReplayPolicyResponse message(ReplayPolicy.Step step) {
        var counts = step.counts();
        return ReplayPolicyResponse.newBuilder()
                .setLastDecision(step.last().isEmpty() ? "" : Names.decision(step.last()))
                .setSame(counts.same())
                .setAllowToDeny(counts.allowToDeny())
                .setDenyToAllow(counts.denyToAllow())
                .setOtherwise(counts.otherwise())
                .setUnknown(counts.unknown())
                .setFailed(counts.failed())
                .addAllFlips(step.flips().stream().map(PolicyMessages::message).toList())
                .setDone(step.done())
                .build();
    }

    private static ReplayFlip message(ReplayPolicy.Flip flip) {
        return ReplayFlip.newBuilder()
                .setDecision(Names.decision(flip.decisionId()))
                .setTo(Effect.valueOf("EFFECT_" + flip.to()))
                .addAllReasons(flip.reasons())
                .build();
    }

    private static String policyRevision(@Nullable String digest) {
        return Names.policyRevision(digest == null ? RollbackPolicy.LIBRARY : digest);
    }
}
