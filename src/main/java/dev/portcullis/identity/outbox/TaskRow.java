package dev.portcullis.identity.outbox;

import dev.portcullis.identity.Subject;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of provisioning_tasks, to be read. */
@Entity
@Table(name = "provisioning_tasks")
class TaskRow {

    @Id
    String subject;

    Long revision;

    @Enumerated(EnumType.STRING)
    TaskState state;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "due_at")
    Instant dueAt;

    Integer attempts;

    Integer refusals;

    String error;

    Task toTask() {
        return new Task(Subject.of(subject), state, revision, createdAt, dueAt, attempts, refusals, error);
    }
}
