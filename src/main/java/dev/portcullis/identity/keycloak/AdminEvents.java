package dev.portcullis.identity.keycloak;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.representations.idm.AdminEventRepresentation;
import org.keycloak.representations.idm.AuthDetailsRepresentation;

/** What was done in the realm by Keycloak's admin API, as long as the realm keeps that, and by others than Portcullis. */
@Singleton
public class AdminEvents {

    private static final int AT_ONCE = 100;

    /** Of these may something be drift; in Keycloak's words. */
    private static final List<String> TYPES = List.of(
            "USER", "CLIENT", "REALM_ROLE_MAPPING", "CLIENT_ROLE_MAPPING", "ORGANIZATION", "ORGANIZATION_MEMBERSHIP");

    private final KeycloakLink link;
    private final Clients clients;
    private final KeycloakSettings settings;

    AdminEvents(KeycloakLink link, Clients clients, KeycloakSettings settings) {
        this.link = link;
        this.clients = clients;
        this.settings = settings;
    }

    /**
     * What was found.
     *
     * @param byOthers what others than Portcullis did
     * @param latest of all, whoever did it
     * @param areAll whether there are no more
     */
    public record Found(List<AdminEvent> byOthers, Optional<Instant> latest, boolean areAll) {

        public Found {
            byOthers = List.copyOf(byOthers);
        }
    }

    /** Those from an instant on, by Keycloak's clock; no more than so many hundreds, the latest. */
    public Found since(Instant from, int hundreds) {
        var byOthers = new ArrayList<AdminEvent>();
        var latest = Optional.<Instant>empty();
        for (var page = 0; page < hundreds; page++) {
            var events = read(from, page * AT_ONCE);
            events.stream().filter(this::isByOthers).map(AdminEvent::of).forEach(byOthers::add);
            latest = Stream.concat(
                            latest.stream(), events.stream().map(AdminEvent::of).map(AdminEvent::at))
                    .max(Instant::compareTo);
            if (events.size() < AT_ONCE) {
                return new Found(byOthers, latest, true);
            }
        }
        return new Found(byOthers, latest, false);
    }

    /** The alias of an organization, if it is there. */
    public Optional<String> alias(String organization) {
        return link.find(
                        "find the organization",
                        realm -> realm.organizations().get(organization).toRepresentation(),
                        Right.MANAGE_ORGANIZATIONS)
                .map(found -> found.getAlias());
    }

    /** The contractor whose client it is, or nobody's; empty if there is no such client. */
    public Optional<String> contractor(String client) {
        return link.find(
                        "find the client",
                        realm -> realm.clients().get(client).toRepresentation(),
                        Right.MANAGE_CLIENTS)
                .map(found -> Workloads.attributes(found).getOrDefault(Workloads.CONTRACTOR, ""));
    }

    private List<AdminEventRepresentation> read(Instant from, int behind) {
        return link.call(
                "read what admins did",
                realm -> realm.getAdminEvents(
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        TYPES,
                        Long.toString(from.toEpochMilli()),
                        null,
                        behind,
                        AT_ONCE),
                Right.VIEW_EVENTS);
    }

    private boolean isByOthers(AdminEventRepresentation event) {
        var by = Optional.ofNullable(event.getAuthDetails()).map(AuthDetailsRepresentation::getClientId);
        return by.isEmpty() || !by.equals(clients.id(settings.clientId()));
    }
}
