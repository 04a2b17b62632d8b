package dev.portcullis.revocation;

/** The life of a reinstatement. */
public enum ReinstatementState {
    /** It waits for a second admin. */
    PENDING,
    /** A second admin approved it, and access was given back. */
    CARRIED_OUT,
    CANCELLED,
    /** It waited too long. */
    EXPIRED,
    /** The thing was cut again meanwhile. */
    VOID
}
