package dev.portcullis.rollout;

/** The life of an activation. */
public enum ActivationState {
    /** It waits for a second admin. */
    PENDING,
    CARRIED_OUT,
    CANCELLED,
    /** It waited too long. */
    EXPIRED,
    /** What is active changed meanwhile. */
    VOID
}
