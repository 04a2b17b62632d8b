package dev.portcullis.rollout;

/** Whether a policy came forward or back. */
public enum ActivationType {
    /** One that two admins agreed on. */
    ACTIVATION,
    /** One that was active before, or the library alone. */
    ROLLBACK
}
