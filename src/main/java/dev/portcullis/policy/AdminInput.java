package dev.portcullis.policy;

import jakarta.annotation.Nullable;
import java.util.List;
import java.util.Objects;

/**
 * A caller and the RPC it calls, and the contract with {@code policies/portcullis/admin}: its JSON schema is generated
 * from this record.
 *
 * @param roles the caller's roles; may be empty
 * @param rpc the full method name, such as {@code portcullis.v1.PartnerService/CreatePartner}
 * @param caller how it stands, if it acts for a partner
 */
public record AdminInput(List<String> roles, String rpc, CallerFacts caller) {

    public AdminInput {
        roles = Facts.copy(roles, "roles");
        Facts.text(rpc, "rpc");
        Objects.requireNonNull(caller, "caller");
    }

    /** A caller who acts for no partner. */
    public AdminInput(List<String> roles, String rpc) {
        this(roles, rpc, CallerFacts.OF_NO_PARTNER);
    }

    /**
     * How a caller stands in Portcullis who acts for a partner.
     *
     * @param contractorState of the contractor that it is; null if it is none
     * @param contractorPartnerState of that contractor's partner; null if it is no contractor
     * @param thawed whether that partner, while it is THAWING, has given this contractor its access back
     * @param partnerState of the partner that it administers; null if it administers none, or none that is registered
     */
    public record CallerFacts(
            @Nullable String contractorState,
            @Nullable String contractorPartnerState,
            boolean thawed,
            @Nullable String partnerState) {

        /** Neither a contractor nor the admin of a partner. */
        public static final CallerFacts OF_NO_PARTNER = new CallerFacts(null, null, false, null);
    }
}
