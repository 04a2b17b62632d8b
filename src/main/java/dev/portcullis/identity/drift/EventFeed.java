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
import java.util.function.Function;
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

    /** Between tasks: those must not wait for long. */
    private static final int AT_ONCE = 10;

    /** An event is kept when what it tells of has been done, with the time when that was begun. */
    private static final Duration LATE = Duration.ofSeconds(10);

    private final KeycloakSettings settings;
    private final AdminEvents events;
    private final SweepStore store;
    private final Sweep sweep;
    private final NanoClock clock;
    private final Set<Subject> toLookAt = new LinkedHashSet<>();
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

    /**
     * Reads what was changed since, if it is time, and looks at a few of those that were. False if there is nothing more to do now.
     * Fails as the sweep does if Keycloak is gone.
     */
    public boolean step() {
        var every = settings.adminEventsEvery();
        if (every.isEmpty()) {
            return false;
        }
        if (clock.nanos() - due >= 0) {
            due = clock.nanos() + every.get().toNanos();
            read();
        }
        return lookAtSome() && !toLookAt.isEmpty();
    }

    /** Those that cannot be looked at yet come last. */
    private boolean lookAtSome() {
        var looked = false;
        for (var subject : toLookAt.stream().limit(AT_ONCE).toList()) {
            var now = sweep.lookAt(subject);
            looked |= now;
            toLookAt.remove(subject);
            if (!now) {
                toLookAt.add(subject);
            }
        }
        return looked;
    }

    private void read() {
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

    /**
     * The mark moves only while nothing is left to look at: where this process ends before, another finds it again. Of those that
     * were found here nothing is found again.
     */
    private void follow(Instant until) {
        var found = events.since(until.minus(LATE), MOST_HUNDREDS);
        var fresh = found.byOthers().stream()
                .filter(event -> !seen.contains(event.id()))
                .toList();
        var later = found.latest().filter(until::isBefore);
        if (found.areAll()) {
            find(fresh);
        } else if (later.isPresent()) {
            toLookAt.clear();
            store.ask();
        }
        if (toLookAt.isEmpty()) {
            later.ifPresent(store::eventsUntil);
        }
        seen = found.byOthers().stream().map(AdminEvent::id).collect(Collectors.toSet());
    }

    private void find(List<AdminEvent> fresh) {
        var contractors = new HashSet<String>();
        var clients = new HashSet<String>();
        var organizations = new HashSet<String>();
        for (var event : fresh) {
            event.user().ifPresent(contractors::add);
            event.client().ifPresent(clients::add);
            event.organization().ifPresent(organizations::add);
        }
        contractors.addAll(known(clients, events::contractor));
        toLookAt.addAll(store.contractorsOf(contractors));
        toLookAt.addAll(store.partnersOf(known(organizations, events::alias)));
    }

    /** What Portcullis calls them. Of one that is gone nobody can tell any more: then all are looked at. */
    private Set<String> known(Set<String> ids, Function<String, Optional<String>> name) {
        var known = new HashSet<String>();
        for (var id : ids) {
            var found = name.apply(id);
            found.ifPresentOrElse(known::add, store::ask);
        }
        return known;
    }
}
