package dev.portcullis.identity.keycloak;

/** Whose turn it is to write to Keycloak: one writes at a time, of all replicas. */
public interface Turn {

    /** Whether it is ours, and stays so for as long as one call may take. */
    boolean isOurs();
}
