package dev.portcullis.credential;

import java.util.Optional;

/** Which credentials are wanted; what is empty does not matter. */
public record CredentialFilter(Optional<String> partnerId, Optional<String> contractorId, Optional<String> grantId) {}
