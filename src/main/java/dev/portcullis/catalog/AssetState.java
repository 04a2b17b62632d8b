package dev.portcullis.catalog;

/** The life of an asset. */
public enum AssetState {
    ACTIVE,
    QUARANTINED
}
