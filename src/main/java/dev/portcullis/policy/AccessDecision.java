package dev.portcullis.policy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * The answer to one Check.
 *
 * @param allow whether the access may happen
 * @param reasons why not, for the platform: no more of a credential than that it is invalid; empty on allow, else not
 * @param internalReasons why not, exactly, for the record and never for the platform; empty on allow, else not
 * @param obligations what the platform must do with what it hands out; empty on deny
 * @param customerReasons the customer's own codes; empty unless the reason is {@link AccessReason#CUSTOMER_POLICY}, then not
 */
public record AccessDecision(
        boolean allow,
        List<AccessReason> reasons,
        List<AccessReason> internalReasons,
        List<Obligation> obligations,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> customerReasons) {

    public AccessDecision {
        reasons = Facts.copy(reasons, "reasons");
        internalReasons = Facts.copy(internalReasons, "internal_reasons");
        obligations = Facts.copy(obligations, "obligations");
        customerReasons = CustomerReasons.copy(customerReasons);
        if (allow != reasons.isEmpty() || allow != internalReasons.isEmpty()) {
            throw new IllegalArgumentException("an access decision has reasons exactly when it denies");
        }
        if (reasons.stream().anyMatch(AccessReason::isInternal)) {
            throw new IllegalArgumentException("an internal reason among those for the platform");
        }
        if (!allow && !obligations.isEmpty()) {
            throw new IllegalArgumentException("a denial owes nothing");
        }
        if (internalReasons.contains(AccessReason.CUSTOMER_POLICY) == customerReasons.isEmpty()) {
            throw new IllegalArgumentException("customer reasons belong to CUSTOMER_POLICY, and to it alone");
        }
    }

    /** What the library decides, which knows no reasons of a customer's; so it is read. */
    @JsonCreator
    public AccessDecision(
            @JsonProperty("allow") boolean allow,
            @JsonProperty("reasons") List<AccessReason> reasons,
            @JsonProperty("internal_reasons") List<AccessReason> internalReasons,
            @JsonProperty("obligations") List<Obligation> obligations) {
        this(allow, reasons, internalReasons, obligations, List.of());
    }

    /** A denial, by the customer's own policy, of what the library allows. */
    public static AccessDecision deniedByCustomer(List<String> codes) {
        var reasons = List.of(AccessReason.CUSTOMER_POLICY);
        return new AccessDecision(false, reasons, reasons, List.of(), codes);
    }
}
