package dev.portcullis.access;

/** The answer in a word. */
public enum Effect {
    ALLOW,
    DENY
}
