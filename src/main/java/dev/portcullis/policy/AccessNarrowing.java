package dev.portcullis.policy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a customer's own rules make of an access that the library allows: the answer of {@code customer.access.narrow}.
 *
 * @param deny the codes with which it is denied; none for no denial
 * @param oblige what is owed besides what the library wants; idle on a denial
 */
public record AccessNarrowing(List<String> deny, List<Obligation> oblige) {

    private static final int MOST_OBLIGATIONS = 16;

    public AccessNarrowing {
        deny = CustomerReasons.copy(deny);
        oblige = Facts.copy(oblige, "oblige");
        if (oblige.size() > MOST_OBLIGATIONS) {
            throw new IllegalArgumentException("more than " + MOST_OBLIGATIONS + " obligations");
        }
    }

    /** The decision that comes of the library's: its own if it denies, else one that allows no more and owes no less. */
    public AccessDecision applyTo(AccessDecision library) {
        if (!library.allow()) {
            return library;
        }
        return deny.isEmpty()
                ? new AccessDecision(true, List.of(), List.of(), union(library.obligations(), oblige))
                : AccessDecision.deniedByCustomer(deny);
    }

    /** One of each kind, the strictest. */
    private static List<Obligation> union(List<Obligation> library, List<Obligation> customer) {
        Map<Class<?>, Obligation> strictest = new LinkedHashMap<>();
        Stream.of(library, customer)
                .flatMap(List::stream)
                .forEach(obligation -> strictest.merge(obligation.getClass(), obligation, Obligation::stricter));
        return List.copyOf(strictest.values());
    }
}
