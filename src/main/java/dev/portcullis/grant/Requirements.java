package dev.portcullis.grant;

import dev.portcullis.policy.GrantDecision;

/** What a decision asks for, in words of this package. */
final class Requirements {

    private Requirements() {}

    static ApprovalRequirement of(GrantDecision decision) {
        var required = decision.required();
        return new ApprovalRequirement(required.approvals(), required.role(), required.ownerGroups());
    }
}
