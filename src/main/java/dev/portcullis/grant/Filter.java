package dev.portcullis.grant;

import java.util.Optional;

/**
 * Which requests or grants are wanted; what is empty does not matter.
 *
 * @param breakGlass whether only those of an emergency
 */
public record Filter<S>(
        Optional<String> partnerId, Optional<String> contractorId, Optional<S> state, boolean breakGlass) {

    /** The condition that a list is to meet. */
    Optional<Boolean> emergency() {
        return breakGlass ? Optional.of(true) : Optional.empty();
    }
}
