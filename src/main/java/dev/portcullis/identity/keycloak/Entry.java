package dev.portcullis.identity.keycloak;

/** What Keycloak has for a partner or a contractor, as it was found. */
public interface Entry {

    /** Whether it lets anybody sign in. */
    boolean isEnabled();

    /** Lets it do so, or not. */
    void enable(boolean enabled);
}
