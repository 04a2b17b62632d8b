package dev.portcullis.credential;

/** The life of a credential by itself; that its time is over is not a state. */
public enum CredentialState {
    ACTIVE,
    REVOKED
}
