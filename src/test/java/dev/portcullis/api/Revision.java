package dev.portcullis.api;

import dev.portcullis.local.LocalPostgres;
import dev.portcullis.local.PortcullisTestResource;
import java.sql.SQLException;

/** The number of the last change, read past the service. */
final class Revision {

    private Revision() {}

    static long now() {
        try (var owner = PortcullisTestResource.postgres().connect(LocalPostgres.OWNER);
                var rows = owner.createStatement().executeQuery("SELECT revision FROM change_head")) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
