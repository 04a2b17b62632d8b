package dev.portcullis.policy;

import java.util.List;
import java.util.Objects;

/**
 * The answer to a request or to an approval of one.
 *
 * @param allow whether the request may be submitted, or the approval counts
 * @param reasons why not; empty on allow, else not
 * @param required what the request has to meet, by its strictest asset; also given on deny
 * @param complete whether, with this approval, the request has all that is required; never on deny
 * @param missingOwnerGroups owner groups whose approval is still to come, this one being counted if it is allowed
 */
public record GrantDecision(
        boolean allow,
        List<GrantReason> reasons,
        Requirements required,
        boolean complete,
        List<String> missingOwnerGroups) {

    public GrantDecision {
        reasons = Facts.copy(reasons, "reasons");
        Objects.requireNonNull(required, "required");
        missingOwnerGroups = Facts.copy(missingOwnerGroups, "missing_owner_groups");
        if (allow != reasons.isEmpty()) {
            throw new IllegalArgumentException("a grant decision has reasons exactly when it denies");
        }
        if (complete && !(allow && missingOwnerGroups.isEmpty())) {
            throw new IllegalArgumentException("a request is complete only when allowed and with no group missing");
        }
    }

    /**
     * What a request has to meet.
     *
     * @param approvals how many different people must approve, at least 1
     * @param role the role each of them needs
     * @param ownerGroups groups each of which must be among the approvers
     * @param maxDurationS the longest duration, in seconds
     */
    public record Requirements(int approvals, String role, List<String> ownerGroups, long maxDurationS) {

        public Requirements {
            if (approvals < 1 || maxDurationS < 1) {
                throw new IllegalArgumentException("required approvals or duration below 1");
            }
            Facts.text(role, "required.role");
            ownerGroups = Facts.copy(ownerGroups, "required.owner_groups");
        }
    }
}
