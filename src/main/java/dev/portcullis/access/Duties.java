package dev.portcullis.access;

import dev.portcullis.policy.Obligation;

/** Obligations of policy as they are kept. */
final class Duties {

    private Duties() {}

    static DecisionRecord.Duty of(Obligation obligation) {
        if (obligation instanceof Obligation.MaxRows rows) {
            return new DecisionRecord.Duty("MAX_ROWS", rows.value());
        }
        if (obligation instanceof Obligation.Watermark) {
            return new DecisionRecord.Duty("WATERMARK", null);
        }
        throw new IllegalStateException("an obligation that the record has no word for: " + obligation);
    }
}
