package dev.portcullis.identity.outbox;

/** Where a task stands. */
public enum TaskState {
    /** It will be tried. */
    PENDING,
    /** It was refused too often, and is not tried before its subject changes or an admin has it retried. */
    PARKED
}
