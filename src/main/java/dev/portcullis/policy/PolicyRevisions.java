package dev.portcullis.policy;

/** Names policies: the same for the same policy, whichever engine evaluates it. */
public interface PolicyRevisions {

    /** The library of this release under these settings: 16 hex digits that differ whenever a decision could. */
    String of(PolicySettings settings);
}
