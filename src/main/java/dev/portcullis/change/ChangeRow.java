package dev.portcullis.change;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.ColumnTransformer;

/** A row of change_log. */
@Entity
@Table(name = "change_log")
class ChangeRow {

    @Id
    Long revision;

    @Column(name = "changed_at")
    Instant changedAt;

    String type;
    String[] subjects;

    @ColumnTransformer(read = "CAST(states AS text)", write = "CAST(CAST(? AS text) AS jsonb)")
    String states;
}
