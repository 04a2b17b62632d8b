package dev.portcullis.access;

import dev.portcullis.common.Action;
import java.util.Objects;

/**
 * May this secret do this to that asset?
 *
 * @param secret as it was presented, whatever it is
 * @param context the circumstances
 */
public record Question(String secret, Action action, String assetId, AccessContext context) {

    public Question {
        Objects.requireNonNull(secret, "secret");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(assetId, "assetId");
        Objects.requireNonNull(context, "context");
    }

    /** Says nothing of the secret. */
    @Override
    public String toString() {
        return "Question[" + action + " " + assetId + "]";
    }
}
