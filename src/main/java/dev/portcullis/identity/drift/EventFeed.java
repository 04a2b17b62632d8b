package dev.portcullis.identity.drift;

import dev.portcullis.common.NanoClock;
import dev.portcullis.identity.Subject;
import dev.portcullis.identity.keycloak.AdminEvent;
import dev.portcullis.identity.keycloak.AdminEvents;
import dev.portcullis.identity.keycloak.KeycloakSettings;
import dev.portcullis.identity.keycloak.Refused;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Looks at once at whatever somebody has changed in Keycloak, where the realm keeps what admins do. It is only sooner than the sweep:
 * what Keycloak does not keep, or no longer, the sweep finds.
 */
@Singleton
public class EventFeed {

    private static final Logger LOG = Logger.getLogger(EventFeed.class);

    /** More than that are not looked at one by one, but all partners and contractors are. */
    private static final int MOST_HUNDREDS = 10;

    /** An event is kept when what it tells of has been done, with the time when that was begun. */
    private static final Duration LATE = Duration.ofSeconds(10);

    private final KeycloakSettings settings;
    private final AdminEvents events;
    private final SweepStore store;
    private final Sweep sweep;
    private final NanoClock clock;
    private Set<String> seen = Set.of();
    private String refusal = "";
    private long due;

    EventFeed(KeycloakSettings settings, AdminEvents events, SweepStore store, Sweep sweep, NanoClock clock) {
        this.settings = settings;
        this.events = events;
        this.store = store;
        this.sweep = sweep;
        this.clock = clock;
        this.due = clock.nanos();
    }

    /** Looks at what was changed since the last time, if it is time. Fails as the sweep does if Keycloak is gone. */
    public void step() {
        var every = settings.adminEventsEvery();
        if (every.isEmpty() || clock.nanos() - due < 0) {
            return;
        }
        due = clock.nanos() + every.get().toNanos();
        try {
            follow(store.eventsUntil());
            refusal = "";
        } catch (Refused e) {
            if (!refusal.equals(e.getMessage())) {
                refusal = e.getMessage();
                LOG.warnf("what admins do in Keycloak is not followed, the sweep finds it later: %s", refusal);
            }
        }
    }

    private void follow(Instant until) {
        var found = events.since(until.minus(LATE), MOST_HUNDREDS);
        var fresh = found.stream().filter(event -> !seen.contains(event.id())).toList();
        if (fresh.isEmpty()) {
            return;
        }
        if (fresh.size() >= MOST_HUNDREDS * 100) {
            store.ask();
        } else {
            subjects(fresh).forEach(sweep::lookAt);
        }
        var latest = found.stream().map(AdminEvent::at).max(Instant::compareTo).orElse(until);
        store.eventsUntil(latest.isAfter(until) ? latest : until);
        seen = found.stream().map(AdminEvent::id).collect(Collectors.toSet());
    }

    private Set<Subject> subjects(List<AdminEvent> fresh) {
        var users = new HashSet<String>();
        var clients = new HashSet<String>();
        var organizations = new HashSet<String>();
        for (var event : fresh) {
            event.user().ifPresent(users::add);
            event.client().ifPresent(clients::add);
            event.organization().ifPresent(organizations::add);
        }
        var subjects = new LinkedHashSet<>(store.contractorsOf(users));
        clients.stream()
                .map(events::contractor)
                .flatMap(Optional::stream)
                .forEach(id -> subjects.add(new Subject(Subject.Kind.CONTRACTOR, id)));
        subjects.addAll(store.partnersOf(organizations.stream()
                .map(events::alias)
                .flatMap(Optional::stream)
                .collect(Collectors.toSet())));
        return subjects;
    }
}
