package dev.portcullis.policy;

import java.util.List;

/**
 * The answer to one Check.
 *
 * @param allow whether the access may happen
 * @param reasons why not, for the platform: no more of a credential than that it is invalid; empty on allow, else not
 * @param internalReasons why not, exactly, for the record and never for the platform; empty on allow, else not
 * @param obligations what the platform must do with what it hands out; empty on deny
 */
public record AccessDecision(
        boolean allow, List<AccessReason> reasons, List<AccessReason> internalReasons, List<Obligation> obligations) {

    public AccessDecision {
        reasons = Facts.copy(reasons, "reasons");
        internalReasons = Facts.copy(internalReasons, "internal_reasons");
        obligations = Facts.copy(obligations, "obligations");
        if (allow != reasons.isEmpty() || allow != internalReasons.isEmpty()) {
            throw new IllegalArgumentException("an access decision has reasons exactly when it denies");
        }
        if (reasons.stream().anyMatch(AccessReason::isInternal)) {
            throw new IllegalArgumentException("an internal reason among those for the platform");
        }
        if (!allow && !obligations.isEmpty()) {
            throw new IllegalArgumentException("a denial owes nothing");
        }
    }
}
