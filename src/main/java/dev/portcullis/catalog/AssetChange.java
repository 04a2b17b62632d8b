package dev.portcullis.catalog;

import java.util.Optional;
import java.util.SortedSet;

/**
 * What shall change of an asset; an empty field stays as it is.
 *
 * @param parentId the new collection; an inner empty means none
 * @param platform the new platform; an inner empty means none
 */
public record AssetChange(
        Optional<String> displayName,
        Optional<Classification> classification,
        Optional<SortedSet<String>> tags,
        Optional<String> ownerGroup,
        Optional<Optional<String>> parentId,
        Optional<SortedSet<String>> purposes,
        Optional<SortedSet<String>> allowedCountries,
        Optional<SortedSet<String>> about,
        Optional<Optional<String>> platform) {}
