package dev.portcullis.partner;

import dev.portcullis.change.State.AccessHours;
import java.util.Optional;

/**
 * What shall change of a partner; an empty field stays as it is.
 *
 * @param tier the new tier; an inner empty means none
 * @param accessHours the new access hours; an inner empty means at any time
 */
public record PartnerChange(
        Optional<String> displayName, Optional<Optional<String>> tier, Optional<Optional<AccessHours>> accessHours) {}
