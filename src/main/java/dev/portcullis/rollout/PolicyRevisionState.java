package dev.portcullis.rollout;

/** What an uploaded bundle is to the service. */
public enum PolicyRevisionState {
    /** It was never active. */
    CANDIDATE,
    ACTIVE,
    /** It was active. */
    RETIRED
}
