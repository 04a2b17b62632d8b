package dev.portcullis.partner;

/** The life of a contractor. */
public enum ContractorState {
    ACTIVE,
    REVOKED
}
