package dev.portcullis.catalog;

import dev.portcullis.common.ErrorReason;
import dev.portcullis.common.PortcullisException;
import java.util.List;

/** The rules of assets that stand in each other: no circle, and no more than {@link Asset#MAX_DEPTH} levels. */
final class Collections {

    private Collections() {}

    /**
     * Whether an asset may stand in a collection.
     *
     * @param lineage the collection and what it stands in
     * @param height the levels below the asset
     */
    static void checkParent(String assetId, List<Asset> lineage, int height) {
        if (lineage.isEmpty()) {
            throw new PortcullisException(ErrorReason.ASSET_NOT_FOUND, "asset.parent: there is no such asset");
        }
        if (lineage.stream().anyMatch(asset -> asset.id().equals(assetId))) {
            throw new PortcullisException(
                    ErrorReason.COLLECTION_CYCLE, "asset.parent: the collection is the asset itself or below it");
        }
        if (lineage.size() + 1 + height > Asset.MAX_DEPTH) {
            throw new PortcullisException(
                    ErrorReason.COLLECTION_TOO_DEEP,
                    "asset.parent: assets would stand in each other more than " + Asset.MAX_DEPTH + " deep");
        }
    }
}
