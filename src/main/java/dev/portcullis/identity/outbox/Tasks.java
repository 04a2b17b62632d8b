package dev.portcullis.identity.outbox;

import dev.portcullis.common.ListQuery;
import dev.portcullis.common.Page;
import dev.portcullis.common.PageRequest;
import dev.portcullis.identity.keycloak.KeycloakSettings;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny.SessionFactory;

/** Reads what is left to tell Keycloak. */
@ApplicationScoped
public class Tasks {

    private final SessionFactory sessions;
    private final KeycloakSettings settings;

    Tasks(SessionFactory sessions, KeycloakSettings settings) {
        this.sessions = sessions;
        this.settings = settings;
    }

    /** Whether this replica may write to Keycloak. */
    public boolean areCarriedOut() {
        return settings.isEnabled();
    }

    /** Tasks by the names of their subjects, in one state or in all. */
    public Uni<Page<Task>> list(Optional<TaskState> state, PageRequest page) {
        return sessions.withStatelessTransaction(session -> new ListQuery<>(TaskRow.class, "subject")
                .where("subject > :after", "after", page.afterOrLeast())
                .where("state = :state", "state", state)
                .run(session, page)
                .map(rows -> rows.stream().map(TaskRow::toTask).toList())
                .map(tasks -> Page.of(tasks, page, task -> task.subject().name())));
    }
}
