package dev.portcullis.policy;

import java.util.List;
import java.util.regex.Pattern;

/** The codes with which a customer's own policy says why it denies. They reach records and the wire as they are. */
final class CustomerReasons {

    /** More would not help who reads them, and each stands in every record of such a denial. */
    private static final int MOST = 16;

    private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]{0,63}");

    private CustomerReasons() {}

    /** A copy. Throws {@link IllegalArgumentException} when one is no code, or there are too many. */
    static List<String> copy(List<String> codes) {
        var copy = Facts.copy(codes, "customer_reasons");
        if (copy.size() > MOST) {
            throw new IllegalArgumentException("more than " + MOST + " customer reasons");
        }
        if (!copy.stream().allMatch(code -> CODE.matcher(code).matches())) {
            throw new IllegalArgumentException("a customer reason is UPPER_SNAKE text of at most 64 characters");
        }
        return copy;
    }
}
