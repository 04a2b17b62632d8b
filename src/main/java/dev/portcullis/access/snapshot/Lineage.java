package dev.portcullis.access.snapshot;

import dev.portcullis.change.State.OfAsset;
import dev.portcullis.common.Platforms;
import dev.portcullis.policy.AccessInput.AssetFacts;
import jakarta.annotation.Nullable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** An asset with the collections it stands in, from it outwards; empty for one that is not registered. */
final class Lineage {

    /** More than assets can stand in each other: the store allows no circle, and if there were one, this would end it. */
    private static final int MOST = 64;

    private final List<OfAsset> line = new ArrayList<>(4);

    /**
     * The lineage, for whoever asks for these platforms: empty too where the asset, or a collection it stands in, is on another.
     */
    static Lineage of(Snapshot snapshot, String assetId, Platforms platforms) {
        var lineage = new Lineage(snapshot, assetId);
        if (lineage.isElsewhere(platforms)) {
            lineage.line.clear();
        }
        return lineage;
    }

    Lineage(Snapshot snapshot, String assetId) {
        for (var id = assetId; id != null; id = next(snapshot.asset(id))) {
            if (line.size() > MOST) {
                throw new IllegalStateException("collections stand in each other in a circle");
            }
        }
    }

    @Nullable
    private String next(@Nullable OfAsset asset) {
        if (asset == null) {
            if (!line.isEmpty()) {
                throw new IllegalStateException("an asset stands in a collection that is not registered");
            }
            return null;
        }
        line.add(asset);
        return asset.parentId();
    }

    private boolean isElsewhere(Platforms platforms) {
        for (var asset : line) {
            if (asset.platform() != null && !platforms.include(asset.platform())) {
                return true;
            }
        }
        return false;
    }

    /** Whether the asset, or a collection it stands in, is among these. */
    boolean isUnder(List<String> sortedIds) {
        for (var asset : line) {
            if (Collections.binarySearch(sortedIds, asset.id()) >= 0) {
                return true;
            }
        }
        return false;
    }

    @Nullable
    AssetFacts facts() {
        if (line.isEmpty()) {
            return null;
        }
        var asset = Objects.requireNonNull(line.get(0));
        return new AssetFacts(
                asset.id(),
                asset.kind(),
                asset.classification(),
                asset.tags(),
                line.stream().anyMatch(OfAsset::quarantined),
                limit(OfAsset::purposes),
                limit(OfAsset::allowedCountries));
    }

    /** What the asset and each collection it stands in have in common; null if none of them sets a limit. */
    @Nullable
    private List<String> limit(Function<OfAsset, List<String>> limitOf) {
        List<String> common = null;
        for (var asset : line) {
            var own = limitOf.apply(asset);
            if (!own.isEmpty()) {
                common = common == null
                        ? own
                        : common.stream().filter(own::contains).toList();
            }
        }
        return common;
    }
}
