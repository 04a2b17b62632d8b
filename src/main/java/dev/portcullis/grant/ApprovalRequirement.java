package dev.portcullis.grant;

import java.util.List;

/**
 * What policy asks for before a request becomes a grant.
 *
 * @param approvals how many different approvers
 * @param role the role each must have
 * @param ownerGroups groups of which at least one approver each must be a member
 */
public record ApprovalRequirement(int approvals, String role, List<String> ownerGroups) {

    public ApprovalRequirement {
        ownerGroups = List.copyOf(ownerGroups);
    }
}
