package dev.portcullis.history;

/**
 * A promise that was broken.
 *
 * @param asked the answer that breaks it
 * @param against what it does not agree with
 */
record Violation(Rule rule, Operation.Asked asked, Operation against) {

    /** What was promised. */
    enum Rule {
        /** What a cut covers is not allowed once it has returned confirmed. */
        ALLOWED_AFTER_A_CUT,
        /** No secret is allowed anything before it was asked for. */
        ALLOWED_BEFORE_ISSUE,
        /** An answer is of a state that has every cut that had returned confirmed. */
        STATE_WITHOUT_A_CUT,
        /** All answers of a call are of one state. */
        TWO_STATES_IN_A_CALL,
        /** The state of a replica only goes forward. */
        STATE_WENT_BACK
    }
}
