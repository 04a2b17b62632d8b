package dev.portcullis.identity.keycloak;

import dev.portcullis.partner.Account;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.admin.client.resource.RoleScopeResource;
import org.keycloak.admin.client.resource.UserResource;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** The users of people, and of service accounts. */
@Singleton
public class Users {

    /** The client of the roles that let administer the realm. */
    private static final String REALM_MANAGEMENT = "realm-management";

    private final KeycloakLink link;
    private final Clients clients;
    private final KeycloakSettings settings;

    Users(KeycloakLink link, Clients clients, KeycloakSettings settings) {
        this.link = link;
        this.clients = clients;
        this.settings = settings;
    }

    /** The user with this subject, if it is there. */
    public Optional<Holder> find(String subject) {
        return link.find("find the user", realm -> realm.users().get(subject).toRepresentation(), Right.MANAGE_USERS)
                .map(Found::new);
    }

    /**
     * The user of a person, by its username or its e-mail address, if it is there.
     *
     * @throws Refused if these are two
     */
    public Optional<Holder> find(Account.Person person) {
        var named = one(realm -> realm.users().searchByUsername(person.username(), true));
        var addressed = one(realm -> realm.users().searchByEmail(person.email().toLowerCase(Locale.ROOT), true));
        if (named.isPresent()
                && addressed.isPresent()
                && !named.get().getId().equals(addressed.get().getId())) {
            throw new Refused("Keycloak has the username and the e-mail address of the contractor for two users");
        }
        return named.or(() -> addressed).map(Found::new);
    }

    /** Makes the user of a person, who can sign in once it has done what is required. */
    public Holder create(Account.Person person) {
        var wanted = new UserRepresentation();
        wanted.setUsername(person.username());
        wanted.setEmail(person.email());
        wanted.setEnabled(true);
        wanted.setRequiredActions(settings.requiredActions());
        link.call("make the user", realm -> realm.users().create(wanted), Right.MANAGE_USERS);
        return find(person).orElseThrow(() -> new Refused("Keycloak has no user that it has made"));
    }

    private Optional<UserRepresentation> one(Function<RealmResource, List<UserRepresentation>> search) {
        return link.call("find the user", search, Right.MANAGE_USERS).stream().findFirst();
    }

    /** A user, as another call has found it. */
    Holder of(UserRepresentation user) {
        return new Found(user);
    }

    /** A user as it was found. */
    private final class Found implements Holder {

        private final UserRepresentation user;
        private List<Given> ofRealm;
        private List<Given> others = List.of();

        Found(UserRepresentation user) {
            this.user = user;
        }

        @Override
        public String subject() {
            return user.getId();
        }

        @Override
        public boolean isEnabled() {
            return user.isEnabled();
        }

        @Override
        public void enable(boolean enabled) {
            // Nothing else, so that nothing else changes.
            var change = new UserRepresentation();
            change.setEnabled(enabled);
            link.run(
                    enabled ? "enable the user" : "disable the user",
                    realm -> resource(realm).update(change),
                    Right.MANAGE_USERS);
        }

        /** It also sets the user's not-before, to now. */
        @Override
        public void endSessions(Instant cutBefore) {
            link.run("end the user's sessions", realm -> resource(realm).logout(), Right.MANAGE_USERS);
        }

        @Override
        public List<String> otherRoles(Set<String> ofClients) {
            others = Stream.concat(
                            ofRealm().stream().filter(Given::isByHand),
                            Stream.concat(Stream.of(REALM_MANAGEMENT), ofClients.stream())
                                    .distinct()
                                    .flatMap(client -> ofClient(client, RoleScopeResource::listAll)))
                    .toList();
            return others.stream().map(Given::name).distinct().toList();
        }

        @Override
        public List<String> effectiveRoles(Set<String> ofClients) {
            var ofRealm = link
                    .call(
                            "read the user's effective roles",
                            realm -> resource(realm).roles().realmLevel().listEffective(),
                            Right.MANAGE_USERS)
                    .stream()
                    .map(Given::ofRealm);
            return Stream.concat(
                            ofRealm,
                            ofClients.stream().flatMap(client -> ofClient(client, RoleScopeResource::listEffective)))
                    .map(Given::name)
                    .toList();
        }

        @Override
        public void take(String name) {
            others.stream().filter(given -> given.name().equals(name)).forEach(this::take);
        }

        private void take(Given given) {
            link.run(
                    "take the role " + given.name() + " from the user",
                    realm -> {
                        var roles = resource(realm).roles();
                        var level = given.clientId() == null ? roles.realmLevel() : roles.clientLevel(given.clientId());
                        level.remove(List.of(given.role()));
                    },
                    Right.MANAGE_USERS);
        }

        private List<Given> ofRealm() {
            if (ofRealm == null) {
                ofRealm = link
                        .call(
                                "read the user's roles",
                                realm -> resource(realm).roles().realmLevel().listAll(),
                                Right.MANAGE_USERS)
                        .stream()
                        .map(Given::ofRealm)
                        .toList();
            }
            return ofRealm;
        }

        private Stream<Given> ofClient(String client, Function<RoleScopeResource, List<RoleRepresentation>> read) {
            return clients.id(client).stream().flatMap(id -> {
                var roles = link.find(
                        "read the user's roles of the client " + client,
                        realm -> read.apply(resource(realm).roles().clientLevel(id)),
                        Right.MANAGE_USERS,
                        Right.MANAGE_CLIENTS);
                if (roles.isEmpty()) {
                    clients.forget(client);
                }
                return roles.stream().flatMap(List::stream).map(role -> Given.ofClient(client, id, role));
            });
        }

        @Override
        public boolean giveRole() {
            if (ofRealm().stream().anyMatch(Given::isContractor)) {
                return true;
            }
            var role = link
                    .call(
                            "read the roles that the user can be given",
                            realm -> resource(realm).roles().realmLevel().listAvailable(),
                            Right.MANAGE_USERS)
                    .stream()
                    .filter(available -> Given.CONTRACTOR.equals(available.getName()))
                    .findFirst()
                    .orElseThrow(() -> new Refused("the realm has no role " + Given.CONTRACTOR));
            link.run(
                    "give the user the role " + Given.CONTRACTOR,
                    realm -> resource(realm).roles().realmLevel().add(List.of(role)),
                    Right.MANAGE_USERS);
            return false;
        }

        private UserResource resource(RealmResource realm) {
            return realm.users().get(subject());
        }
    }
}
