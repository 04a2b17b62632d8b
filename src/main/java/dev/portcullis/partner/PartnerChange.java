package dev.portcullis.partner;

import java.util.Optional;

/**
 * What shall change of a partner; an empty field stays as it is.
 *
 * @param tier the new tier; an inner empty means none
 */
public record PartnerChange(Optional<String> displayName, Optional<Optional<String>> tier) {}
