package dev.portcullis.common;

import java.util.Collection;
import java.util.Collections;
import java.util.Set;

/** JSON Web Keys (RFC 7517). */
public final class Jwk {

    /** RFC 7518 section 6: what a private or a symmetric key has, and a public one has not. */
    private static final Set<String> SECRET = Set.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");

    private Jwk() {}

    /** Whether a key with these members is a public one alone. */
    public static boolean isPublic(Collection<String> members) {
        return Collections.disjoint(members, SECRET);
    }
}
