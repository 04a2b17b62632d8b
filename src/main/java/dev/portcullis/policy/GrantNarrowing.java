package dev.portcullis.policy;

import java.util.List;

/**
 * What a customer's own rules make of a request, or an approval of one, that the library allows: the answer of
 * {@code customer.grant.narrow}.
 *
 * @param deny the codes with which it is denied; none for no denial
 */
public record GrantNarrowing(List<String> deny) {

    public GrantNarrowing {
        deny = CustomerReasons.copy(deny);
    }

    /** The decision that comes of the library's: its own if it denies, else one that allows no more. */
    public GrantDecision applyTo(GrantDecision library, GrantInput input) {
        return deny.isEmpty() || !library.allow()
                ? library
                : GrantDecision.deniedByCustomer(library, input.approvals(), deny);
    }
}
