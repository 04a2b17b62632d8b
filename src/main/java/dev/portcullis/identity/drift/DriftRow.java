package dev.portcullis.identity.drift;

import dev.portcullis.identity.Drift;
import dev.portcullis.identity.Subject;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of identity_drift, to be read. */
@Entity
@Table(name = "identity_drift")
class DriftRow {

    @Id
    Long id;

    String subject;

    @Enumerated(EnumType.STRING)
    Drift kind;

    String detail;

    @Column(name = "found_at")
    Instant foundAt;

    Finding toFinding() {
        return new Finding(id, Subject.of(subject), kind, detail, foundAt);
    }
}
