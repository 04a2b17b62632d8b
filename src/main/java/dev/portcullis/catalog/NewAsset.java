package dev.portcullis.catalog;

import java.util.Optional;
import java.util.SortedSet;

/** What is said of an asset when it is registered. */
public record NewAsset(
        String id,
        String displayName,
        AssetKind kind,
        Classification classification,
        SortedSet<String> tags,
        String ownerGroup,
        Optional<String> parentId,
        SortedSet<String> purposes,
        SortedSet<String> allowedCountries,
        SortedSet<String> about,
        Optional<String> platform) {}
