package dev.portcullis.access.record;

/** How decisions came to be lost. */
public enum GapCause {
    /** A segment that was in use is not in its folder, or the folder is gone. */
    SEGMENT_MISSING,
    /** What lies in the segment is not what was written. */
    RECORD_DAMAGED,
    /** Decisions that are known to have been given are not in the last segment. */
    TAIL_MISSING,
    /** The machine stopped, and may not have written the last of them to its disk. Not if portcullis.decisions.fsync. */
    MACHINE_STOPPED,
    /** The replica did not come back, and an admin declared it lost. */
    REPLICA_LOST
}
