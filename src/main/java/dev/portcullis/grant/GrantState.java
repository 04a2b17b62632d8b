package dev.portcullis.grant;

/** The life of a grant; that its time is over is not a state. */
public enum GrantState {
    ACTIVE,
    REVOKED
}
