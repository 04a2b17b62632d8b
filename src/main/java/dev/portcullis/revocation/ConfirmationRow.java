package dev.portcullis.revocation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.portcullis.change.replica.Receipt;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.annotations.ColumnTransformer;

/** A row of revocation_confirmations. */
@Entity
@Table(name = "revocation_confirmations")
class ConfirmationRow {

    private static final ObjectMapper JSON = new ObjectMapper().registerModule(new JavaTimeModule());

    @Id
    @Column(name = "revocation_id")
    String revocationId;

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

    Standing toStanding(Revocation revocation) {
        try {
            return new Standing(
                    revocation, Optional.of(confirmedAt), List.of(JSON.readValue(receipts, Receipt[].class)));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
