package dev.portcullis.identity.keycloak;

import dev.portcullis.partner.Partner;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.admin.client.resource.OrganizationsResource;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.OrganizationDomainRepresentation;
import org.keycloak.representations.idm.OrganizationRepresentation;

/** The organizations of partners: each has the partner's id for name and alias. */
@Singleton
public class Organizations {

    /** The attribute that has the partner's name as people write it. */
    static final String DISPLAY_NAME = "display_name";

    private final KeycloakLink link;

    Organizations(KeycloakLink link) {
        this.link = link;
    }

    /** The organization of a partner, if it is there. */
    public Optional<Found> find(Partner partner) {
        return link
                .call(
                        "find the organization",
                        realm -> organizations(realm).search(partner.id(), true, 0, 10, false),
                        Right.MANAGE_ORGANIZATIONS)
                .stream()
                .filter(organization -> partner.id().equals(organization.getAlias()))
                .map(Found::new)
                .findFirst();
    }

    /** Makes the organization of a partner. */
    public Found create(Partner partner) {
        var wanted = new OrganizationRepresentation();
        wanted.setName(partner.id());
        wanted.setAlias(partner.id());
        wanted.setEnabled(true);
        describe(partner, wanted);
        link.call("make the organization", realm -> organizations(realm).create(wanted), Right.MANAGE_ORGANIZATIONS);
        return find(partner).orElseThrow(() -> new Refused("Keycloak has no organization that it has made"));
    }

    /** Whether a user is a member of the organization of a partner. */
    public boolean isMember(String user, Partner partner) {
        return link
                .call(
                        "find the user's organizations",
                        realm -> organizations(realm).members().getOrganizations(user, true),
                        Right.MANAGE_ORGANIZATIONS,
                        Right.MANAGE_USERS)
                .stream()
                .anyMatch(of -> partner.id().equals(of.getAlias()));
    }

    private static void describe(Partner partner, OrganizationRepresentation organization) {
        var attributes = new HashMap<>(organization.getAttributes() == null ? Map.of() : organization.getAttributes());
        attributes.put(DISPLAY_NAME, List.of(partner.displayName()));
        organization.setAttributes(attributes);
        if (partner.domain() != null && !domains(organization).contains(partner.domain())) {
            organization.addDomain(new OrganizationDomainRepresentation(partner.domain()));
        }
    }

    private static Set<String> domains(OrganizationRepresentation organization) {
        return Stream.ofNullable(organization.getDomains())
                .flatMap(Set::stream)
                .map(OrganizationDomainRepresentation::getName)
                .collect(Collectors.toSet());
    }

    private static OrganizationsResource organizations(RealmResource realm) {
        return realm.organizations();
    }

    /** An organization as it was found. */
    public final class Found implements Entry {

        private final OrganizationRepresentation organization;

        private Found(OrganizationRepresentation organization) {
            this.organization = organization;
        }

        /** What Keycloak calls it. */
        public String id() {
            return organization.getId();
        }

        @Override
        public boolean isEnabled() {
            return organization.isEnabled();
        }

        @Override
        public void enable(boolean enabled) {
            organization.setEnabled(enabled);
            update();
        }

        /** Whether it says of the partner what it must; it does so afterwards. */
        public boolean mend(Partner partner) {
            var before = Map.copyOf(organization.getAttributes() == null ? Map.of() : organization.getAttributes());
            var domains = domains(organization);
            describe(partner, organization);
            if (before.equals(organization.getAttributes()) && domains.equals(domains(organization))) {
                return true;
            }
            update();
            return false;
        }

        /** The subjects of its members, in Keycloak's order; some, behind the first so many. */
        public List<String> members(int behind, int most) {
            return link
                    .call(
                            "list the members of the organization",
                            realm -> organizations(realm).get(id()).members().list(behind, most),
                            Right.MANAGE_ORGANIZATIONS,
                            Right.MANAGE_USERS)
                    .stream()
                    .map(member -> member.getId())
                    .toList();
        }

        /** Makes a user a member. */
        public void add(String user) {
            link.call(
                    "make the user a member of the organization",
                    realm -> organizations(realm).get(id()).members().addMember(user),
                    Right.MANAGE_ORGANIZATIONS,
                    Right.MANAGE_USERS);
        }

        private void update() {
            link.call(
                    "change the organization",
                    realm -> organizations(realm).get(id()).update(organization),
                    Right.MANAGE_ORGANIZATIONS);
        }
    }
}
