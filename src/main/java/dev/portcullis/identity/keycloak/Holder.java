package dev.portcullis.identity.keycloak;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/** The account of a contractor, as it was found. */
public interface Holder extends Entry {

    /** The {@code sub} claim of its tokens. */
    String subject();

    /** Ends its sessions; what was given out before is void where Keycloak is asked. */
    void endSessions(Instant cutBefore);

    /**
     * The roles that it was given, but for that of a contractor and those that everybody has: of the realm; and of the client by which it
     * is administered and some other clients, as {@code client/role}.
     */
    List<String> otherRoles(Set<String> ofClients);

    /** Those that its tokens have, of the realm and of some clients, however it came by them: by groups and by other roles too. */
    List<String> effectiveRoles(Set<String> ofClients);

    /** Takes away one of the other roles that were found last. */
    void take(String role);

    /** Whether it has the role of a contractor; it has afterwards. */
    boolean giveRole();
}
