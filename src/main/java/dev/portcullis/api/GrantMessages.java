package dev.portcullis.api;

import com.google.protobuf.Duration;
import dev.portcullis.access.Duties;
import dev.portcullis.grant.Simulation;
import dev.portcullis.policy.Reasons;
import dev.portcullis.v1.AccessRequest;
import dev.portcullis.v1.Approval;
import dev.portcullis.v1.ApprovalRequirement;
import dev.portcullis.v1.Grant;
import dev.portcullis.v1.GrantState;
import dev.portcullis.v1.RequestState;
import dev.portcullis.v1.SimulateRequestResponse;

/** Requests and grants as messages. */
final class GrantMessages {

    private GrantMessages() {}

    static AccessRequest of(dev.portcullis.grant.AccessRequest request) {
        var message = AccessRequest.newBuilder()
                .setName(Names.accessRequest(request.id()))
                .setContractor(Names.contractor(request.contractorId()))
                .setPartner(Names.partner(request.partnerId()))
                .addAllAssets(request.assetIds().stream().map(Names::asset).toList())
                .addAllActions(Actions.messages(request.actions()))
                .setPurpose(request.purpose())
                .setJustification(request.justification())
                .setDuration(Duration.newBuilder().setSeconds(request.durationSeconds()))
                .setState(RequestState.valueOf("REQUEST_STATE_" + request.state()))
                .setBreakGlass(request.breakGlass())
                .setRequestedBy(request.requestedBy())
                .setCreatedAt(Names.timestamp(request.createdAt()))
                .setExpiresAt(Names.timestamp(request.expiresAt()))
                .addAllApprovals(request.approvals().stream()
                        .map(GrantMessages::approval)
                        .toList())
                .setRequired(ApprovalRequirement.newBuilder()
                        .setApprovals(request.required().approvals())
                        .setRole(request.required().role())
                        .addAllOwnerGroups(request.required().ownerGroups()));
        if (request.notBefore() != null) {
            message.setNotBefore(Names.timestamp(request.notBefore()));
        }
        if (request.grantId() != null) {
            message.setGrant(Names.grant(request.grantId()));
        }
        if (request.rejectionNote() != null) {
            message.setRejectionNote(request.rejectionNote());
        }
        return message.build();
    }

    /** Tells what the request would need only where it would be taken: a refusal tells no more than that of RequestAccess. */
    static SimulateRequestResponse of(Simulation simulation) {
        var decision = simulation.decision();
        var response = SimulateRequestResponse.newBuilder()
                .setAllowed(decision.allow())
                .addAllReasons(decision.reasons().stream()
                        .map(Reasons::of)
                        .map(ReasonMessages::of)
                        .toList())
                .addAllCustomerReasons(decision.customerReasons())
                .setPolicyRevision(simulation.policyRevision());
        if (decision.allow()) {
            var required = decision.required();
            response.setRequired(ApprovalRequirement.newBuilder()
                            .setApprovals(required.approvals())
                            .setRole(required.role())
                            .addAllOwnerGroups(required.ownerGroups()))
                    .setMaxDuration(Duration.newBuilder().setSeconds(required.maxDurationS()))
                    .addAllObligations(simulation.obligations().stream()
                            .map(Duties::of)
                            .map(DecisionMessages::obligation)
                            .toList())
                    .setMoreObligations(simulation.moreObligations());
        }
        return response.build();
    }

    static Grant of(dev.portcullis.grant.Grant grant) {
        var message = Grant.newBuilder()
                .setName(Names.grant(grant.id()))
                .setRequest(Names.accessRequest(grant.requestId()))
                .setContractor(Names.contractor(grant.contractorId()))
                .setPartner(Names.partner(grant.partnerId()))
                .addAllAssets(grant.assetIds().stream().map(Names::asset).toList())
                .addAllActions(Actions.messages(grant.actions()))
                .setPurpose(grant.purpose())
                .setNotBefore(Names.timestamp(grant.notBefore()))
                .setExpiresAt(Names.timestamp(grant.expiresAt()))
                .setBreakGlass(grant.breakGlass())
                .setState(GrantState.valueOf("GRANT_STATE_" + grant.state()))
                .setCreatedAt(Names.timestamp(grant.createdAt()));
        if (grant.revokedAt() != null) {
            message.setRevokedAt(Names.timestamp(grant.revokedAt()));
        }
        return message.build();
    }

    private static Approval approval(dev.portcullis.grant.Approval approval) {
        return Approval.newBuilder()
                .setApprover(approval.approver())
                .setApprovedAt(Names.timestamp(approval.approvedAt()))
                .setNote(approval.note())
                .build();
    }
}
