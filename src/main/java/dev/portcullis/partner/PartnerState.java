package dev.portcullis.partner;

/** The life of a partner. */
public enum PartnerState {
    ACTIVE,
    FROZEN,
    THAWING,
    OFFBOARDED
}
