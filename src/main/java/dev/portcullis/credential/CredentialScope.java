package dev.portcullis.credential;

import dev.portcullis.common.Action;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a credential is wanted for.
 *
 * @param grantIds the grants to exercise; empty means all of the contractor that are live
 * @param assetIds only these assets; empty means all that the grants name
 * @param actions only these actions; empty means all that the grants name
 * @param lifetime how long; empty means {@link Credential#DEFAULT_LIFETIME}
 * @param proofKey bound to this key; empty means to none
 */
public record CredentialScope(
        List<String> grantIds,
        List<String> assetIds,
        List<Action> actions,
        Optional<Duration> lifetime,
        Optional<KeyThumbprint> proofKey) {}
