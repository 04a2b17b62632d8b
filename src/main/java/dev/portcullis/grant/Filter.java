package dev.portcullis.grant;

import java.util.Optional;

/** Which requests or grants are wanted; what is empty does not matter. */
public record Filter<S>(Optional<String> partnerId, Optional<String> contractorId, Optional<S> state) {}
