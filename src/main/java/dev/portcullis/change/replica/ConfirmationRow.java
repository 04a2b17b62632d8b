package dev.portcullis.change.replica;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.annotations.ColumnTransformer;

/** A row of confirmations. */
@Entity
@Table(name = "confirmations")
class ConfirmationRow {

    private static final ObjectMapper JSON = new ObjectMapper().registerModule(new JavaTimeModule());

    @Id
    Long revision;

    @Column(name = "confirmed_at")
    Instant confirmedAt;

    @ColumnTransformer(read = "CAST(receipts AS text)", write = "CAST(CAST(? AS text) AS jsonb)")
    String receipts;

    static String json(List<Receipt> receipts) {
        try {
            return JSON.writeValueAsString(receipts);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    Reach toReach() {
        try {
            return new Reach(Optional.of(confirmedAt), List.of(JSON.readValue(receipts, Receipt[].class)));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
