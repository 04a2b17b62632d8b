package dev.portcullis.revocation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.portcullis.change.replica.Receipt;
import dev.portcullis.common.Columns;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny.SessionFactory;

/** The confirmations that were found out. Each is written once. */
@ApplicationScoped
class ConfirmationStore {

    private static final ObjectMapper JSON = new ObjectMapper().registerModule(new JavaTimeModule());

    private final SessionFactory sessions;

    ConfirmationStore(SessionFactory sessions) {
        this.sessions = sessions;
    }

    /** Those of the cuts that are kept in one table, by the cuts' ids. */
    Uni<Map<String, Confirmation>> find(CommittedCut.Table table, List<String> ids) {
        var query = "SELECT %1$s, confirmed_at, CAST(receipts AS text) FROM %2$s WHERE %1$s IN (:ids)"
                .formatted(table.idColumn(), table.sqlName());
        return sessions.withStatelessSession(session -> session.createNativeQuery(query, Object[].class)
                        .setParameter("ids", ids)
                        .getResultList())
                .map(rows -> rows.stream()
                        .collect(Collectors.toMap(
                                row -> (String) row[0],
                                row -> new Confirmation(
                                        Optional.of(Columns.instant(row[1])), receipts((String) row[2])))));
    }

    /** Keeps one, unless one is kept for the cut. */
    Uni<Integer> keep(CommittedCut cut, Confirmation confirmation) {
        var insert = "INSERT INTO %s VALUES (:id, :at, CAST(CAST(:receipts AS text) AS jsonb)) ON CONFLICT DO NOTHING"
                .formatted(cut.table().sqlName());
        return sessions.withStatelessTransaction(session -> session.createNativeQuery(insert)
                .setParameter("id", cut.id())
                .setParameter("at", confirmation.at().orElseThrow().atOffset(ZoneOffset.UTC))
                .setParameter("receipts", json(confirmation.receipts()))
                .executeUpdate());
    }

    private static String json(List<Receipt> receipts) {
        try {
            return JSON.writeValueAsString(receipts);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Receipt> receipts(String json) {
        try {
            return List.of(JSON.readValue(json, Receipt[].class));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
