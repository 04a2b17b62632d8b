package dev.portcullis.revocation;

import java.util.Objects;

/**
 * A change that took access away, whatever made it.
 *
 * @param table where its confirmation is kept
 * @param id of what made it
 * @param revision of the change
 */
record CommittedCut(Table table, String id, long revision) {

    /** Where confirmations are kept. */
    enum Table {
        REVOCATION("revocation_confirmations"),
        REINSTATEMENT("reinstatement_confirmations");

        private final String sqlName;

        Table(String sqlName) {
            this.sqlName = sqlName;
        }

        String sqlName() {
            return sqlName;
        }

        /** The column that the id is in. */
        String idColumn() {
            return sqlName.replace("confirmations", "id");
        }
    }

    CommittedCut {
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(id, "id");
    }

    static CommittedCut of(Revocation revocation) {
        return new CommittedCut(Table.REVOCATION, revocation.id(), revocation.revision());
    }

    /** Of one that took something away. */
    static CommittedCut of(Reinstatement reinstatement) {
        return new CommittedCut(
                Table.REINSTATEMENT,
                reinstatement.id(),
                Objects.requireNonNull(reinstatement.cutRevision(), "cutRevision"));
    }
}
