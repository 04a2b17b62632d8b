package dev.portcullis.common;

import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Who calls, as the verified token says.
 *
 * @param subject the {@code sub} claim (RFC 7519 section 4.1.2)
 * @param name the name to show in records; not an identity
 * @param roles the roles that Portcullis knows, sorted
 * @param groups the groups that may own assets, by plain name, sorted
 * @param partnerId the partner that it administers, if it has that role; empty for none
 * @param platforms those that it asks for; some if it has the role of a platform
 */
public record Caller(
        String subject,
        String name,
        SortedSet<String> roles,
        SortedSet<String> groups,
        Optional<String> partnerId,
        Platforms platforms) {

    private static final String CONTRACTOR = "contractor";
    private static final String PARTNER_ADMIN = "partner-admin";
    private static final String PLATFORM = "platform";

    /** Who does what nobody asks for each time. */
    public static final Caller PORTCULLIS =
            new Caller("portcullis", "portcullis", Collections.emptySortedSet(), Collections.emptySortedSet());

    public Caller {
        if (subject.isBlank()) {
            throw new IllegalArgumentException("a caller has a subject");
        }
        Objects.requireNonNull(name, "name");
        roles = Collections.unmodifiableSortedSet(new TreeSet<>(roles));
        groups = Collections.unmodifiableSortedSet(new TreeSet<>(groups));
        Objects.requireNonNull(platforms, "platforms");
        if (partnerId.isPresent() != roles.contains(PARTNER_ADMIN)) {
            throw new IllegalArgumentException("who administers a partner has one, and nobody else has");
        }
        if (roles.contains(PLATFORM) && platforms.areNone()) {
            throw new IllegalArgumentException("who asks for platforms asks for some");
        }
    }

    /** A caller who administers no partner, and asks for no platform. */
    public Caller(String subject, String name, SortedSet<String> roles, SortedSet<String> groups) {
        this(subject, name, roles, groups, Optional.empty(), Platforms.NONE);
    }

    /** Whether it has a role of those who act for a partner: such a caller is held to how it stands in Portcullis. */
    public boolean actsForPartner() {
        return roles.contains(CONTRACTOR) || roles.contains(PARTNER_ADMIN);
    }
}
