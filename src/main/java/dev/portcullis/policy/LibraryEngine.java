package dev.portcullis.policy;

/** An engine of the library of this release, under settings: there is one for each way of evaluating it. */
public interface LibraryEngine extends PolicyEngine {

    /** An engine that decides by these settings instead, in the same way. Costs little. */
    LibraryEngine with(PolicySettings settings);
}
