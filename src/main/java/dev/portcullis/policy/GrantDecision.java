package dev.portcullis.policy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.portcullis.policy.GrantInput.ApprovalFacts;
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
 * @param customerReasons the customer's own codes; empty unless the reason is {@link GrantReason#CUSTOMER_POLICY}, then not
 */
public record GrantDecision(
        boolean allow,
        List<GrantReason> reasons,
        Requirements required,
        boolean complete,
        List<String> missingOwnerGroups,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> customerReasons) {

    public GrantDecision {
        reasons = Facts.copy(reasons, "reasons");
        Objects.requireNonNull(required, "required");
        missingOwnerGroups = Facts.copy(missingOwnerGroups, "missing_owner_groups");
        customerReasons = CustomerReasons.copy(customerReasons);
        if (allow != reasons.isEmpty()) {
            throw new IllegalArgumentException("a grant decision has reasons exactly when it denies");
        }
        if (complete && !(allow && missingOwnerGroups.isEmpty())) {
            throw new IllegalArgumentException("a request is complete only when allowed and with no group missing");
        }
        if (reasons.contains(GrantReason.CUSTOMER_POLICY) == customerReasons.isEmpty()) {
            throw new IllegalArgumentException("customer reasons belong to CUSTOMER_POLICY, and to it alone");
        }
    }

    /** What the library decides, which knows no reasons of a customer's; so it is read. */
    @JsonCreator
    public GrantDecision(
            @JsonProperty("allow") boolean allow,
            @JsonProperty("reasons") List<GrantReason> reasons,
            @JsonProperty("required") Requirements required,
            @JsonProperty("complete") boolean complete,
            @JsonProperty("missing_owner_groups") List<String> missingOwnerGroups) {
        this(allow, reasons, required, complete, missingOwnerGroups, List.of());
    }

    /**
     * A denial, by the customer's own policy, of what the library allows. No approver's groups count but those of
     * approvals given before.
     */
    public static GrantDecision deniedByCustomer(
            GrantDecision library, List<ApprovalFacts> before, List<String> codes) {
        var missing = library.required().ownerGroups().stream()
                .filter(group -> library.missingOwnerGroups().contains(group)
                        || before.stream()
                                .noneMatch(approval -> approval.groups().contains(group)))
                .toList();
        return new GrantDecision(
                false, List.of(GrantReason.CUSTOMER_POLICY), library.required(), false, missing, codes);
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
