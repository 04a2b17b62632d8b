package dev.portcullis.catalog;

import dev.portcullis.change.State;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A dataset or a methodology document.
 *
 * @param tags labels that policy may look at, sorted
 * @param ownerGroup the group whose approvers own it
 * @param parentId the collection it is in; null for none
 * @param quarantinedAt when it was quarantined; null if it is not
 * @param purposes what alone it may be used for, sorted; empty for anything
 * @param allowedCountries the countries from which alone it may be accessed, sorted; empty for no limit of its own
 * @param about of a METHODOLOGY: the datasets that it is about, each with all below it, sorted
 * @param platform the data platform that it is on, with all below it; null for none, or any
 */
public record Asset(
        String id,
        String displayName,
        AssetKind kind,
        Classification classification,
        SortedSet<String> tags,
        String ownerGroup,
        @Nullable String parentId,
        AssetState state,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant quarantinedAt,
        SortedSet<String> purposes,
        SortedSet<String> allowedCountries,
        SortedSet<String> about,
        @Nullable String platform) {

    /** How many assets may stand in each other. */
    public static final int MAX_DEPTH = 16;

    public Asset {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(displayName, "displayName");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(classification, "classification");
        tags = Collections.unmodifiableSortedSet(new TreeSet<>(tags));
        Objects.requireNonNull(ownerGroup, "ownerGroup");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(createdAt, "createdAt");
        Objects.requireNonNull(updatedAt, "updatedAt");
        purposes = sorted(purposes);
        allowedCountries = sorted(allowedCountries);
        about = sorted(about);
        if (kind != AssetKind.METHODOLOGY && !about.isEmpty()) {
            throw new IllegalArgumentException("only a methodology document is about datasets");
        }
    }

    /** An answer from before there were any, that a repeated call gets, has none. */
    private static SortedSet<String> sorted(@Nullable SortedSet<String> texts) {
        return texts == null ? Collections.emptySortedSet() : Collections.unmodifiableSortedSet(new TreeSet<>(texts));
    }

    /** The asset, closed to everybody; as it is if it was closed before. */
    public Asset quarantined(Instant at) {
        return switch (state) {
            case ACTIVE ->
                new Asset(
                        id,
                        displayName,
                        kind,
                        classification,
                        tags,
                        ownerGroup,
                        parentId,
                        AssetState.QUARANTINED,
                        createdAt,
                        at,
                        at,
                        purposes,
                        allowedCountries,
                        about,
                        platform);
            case QUARANTINED -> this;
        };
    }

    /** The asset, open again, as far as it was closed itself. */
    public Asset released(Instant at) {
        return new Asset(
                id,
                displayName,
                kind,
                classification,
                tags,
                ownerGroup,
                parentId,
                AssetState.ACTIVE,
                createdAt,
                at,
                null,
                purposes,
                allowedCountries,
                about,
                platform);
    }

    /** What a Check looks at. */
    public State.OfAsset checked() {
        return new State.OfAsset(
                id,
                kind.name(),
                classification.name(),
                List.copyOf(tags),
                state == AssetState.QUARANTINED,
                parentId,
                List.copyOf(purposes),
                List.copyOf(allowedCountries),
                platform);
    }
}
