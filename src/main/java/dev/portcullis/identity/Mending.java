package dev.portcullis.identity;

/** What was not in Keycloak as it is here, and was made so. */
public enum Mending {
    /** The organization or the account was not there. */
    MADE,
    /** The organization said something else of the partner. */
    DESCRIBED,
    /** It let somebody sign in who has no access. */
    DISABLED,
    /** Portcullis had disabled it, and there is access again. */
    ENABLED,
    /** A role of the lab's own people was taken away. */
    ROLE_TAKEN,
    /** Sessions from before a cut were ended. */
    SESSIONS_ENDED,
    /** The account was no member, or did not have the role. */
    ADMITTED
}
