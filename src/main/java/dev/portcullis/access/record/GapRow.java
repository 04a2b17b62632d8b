package dev.portcullis.access.record;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.OptionalLong;

/** A row of decision_gaps. */
@Entity
@Table(name = "decision_gaps")
class GapRow {

    @Id
    String id;

    String replica;
    long epoch;

    @Column(name = "first_sequence")
    long first;

    @Column(name = "last_sequence")
    Long last;

    @Enumerated(EnumType.STRING)
    GapCause cause;

    @Column(name = "given_from")
    Instant from;

    @Column(name = "given_until")
    Instant until;

    @Column(name = "found_at")
    Instant foundAt;

    Gap toRecord() {
        return new Gap(
                id,
                new Origin(replica, epoch),
                first,
                last == null ? OptionalLong.empty() : OptionalLong.of(last),
                cause,
                from,
                until,
                foundAt);
    }
}
