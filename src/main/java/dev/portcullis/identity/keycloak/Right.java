package dev.portcullis.identity.keycloak;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The roles of the client {@code realm-management} that the service account must have: these, and no others. None of them may
 * be left out, and each lets it do more than Portcullis does: Keycloak has none that is narrower.
 */
public enum Right {
    /** To find, make, disable and enable users, end their sessions, and give them the role contractor. */
    MANAGE_USERS,
    /** To make, disable and enable the clients of workloads. */
    MANAGE_CLIENTS,
    /** To make organizations, and with MANAGE_USERS their members. */
    MANAGE_ORGANIZATIONS,
    /** To read what admins did; only where that is switched on. */
    VIEW_EVENTS;

    /** Whether it is needed whatever is switched on. */
    public boolean isAlwaysNeeded() {
        return this != VIEW_EVENTS;
    }

    /** The role, in Keycloak's words. */
    public String role() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static String roles(Right... rights) {
        return Arrays.stream(rights).map(Right::role).collect(Collectors.joining(" and "));
    }
}
