package dev.portcullis.local;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Finds what in a store is half done: where state, audit events and change log do not agree. */
public final class StoreAudit {

    private StoreAudit() {}

    /** Where a rule does not hold. */
    public record Fault(StoreRule rule, String what) {}

    /** All faults at one moment, that is, in one snapshot: changes may go on meanwhile. None if all is well. */
    public static List<Fault> faults(LocalPostgres postgres) throws SQLException {
        try (var connection = postgres.connect(LocalPostgres.OWNER)) {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            var faults = faults(connection);
            connection.rollback();
            return faults;
        }
    }

    /** All faults that the connection's transaction sees. */
    public static List<Fault> faults(Connection connection) throws SQLException {
        var faults = new ArrayList<Fault>();
        for (var rule : StoreRule.values()) {
            faults.addAll(faults(connection, rule));
        }
        return faults;
    }

    private static List<Fault> faults(Connection connection, StoreRule rule) throws SQLException {
        var faults = new ArrayList<Fault>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(rule.faults())) {
            while (rows.next()) {
                faults.add(new Fault(rule, rows.getString(1) + ": " + rows.getString(2)));
            }
        }
        return faults;
    }
}
