package dev.portcullis.catalog;

/** How much harm disclosure does, in rising order. */
public enum Classification {
    PUBLIC,
    INTERNAL,
    CONFIDENTIAL,
    RESTRICTED
}
