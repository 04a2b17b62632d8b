package dev.portcullis.access;

import dev.portcullis.common.Action;
import java.util.Objects;

/**
 * May this secret do this to that asset?
 *
 * @param secret as it was presented, whatever it is
 */
public record Question(String secret, Action action, String assetId) {

    public Question {
        Objects.requireNonNull(secret, "secret");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(assetId, "assetId");
    }

    /** Says nothing of the secret. */
    @Override
    public String toString() {
        return "Question[" + action + " " + assetId + "]";
    }
}
