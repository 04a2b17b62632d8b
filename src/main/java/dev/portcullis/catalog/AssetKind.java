package dev.portcullis.catalog;

/** What an asset is. */
public enum AssetKind {
    DATASET,
    METHODOLOGY
}
