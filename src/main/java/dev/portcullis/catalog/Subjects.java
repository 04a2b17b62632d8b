package dev.portcullis.catalog;

import dev.portcullis.common.ErrorReason;
import dev.portcullis.common.PortcullisException;
import java.util.Collection;
import java.util.List;

/** The rule of what documents are about: only a methodology document is about anything, and that is datasets. */
final class Subjects {

    private Subjects() {}

    /** @param found those of the assets it is said to be about that exist */
    static void check(AssetKind kind, Collection<String> about, List<Asset> found) {
        if (kind != AssetKind.METHODOLOGY && !about.isEmpty()) {
            throw PortcullisException.invalid("asset.about", "only a methodology document is about datasets");
        }
        if (found.size() < about.size()) {
            throw new PortcullisException(ErrorReason.ASSET_NOT_FOUND, "asset.about: one of them does not exist");
        }
        if (found.stream().anyMatch(asset -> asset.kind() != AssetKind.DATASET)) {
            throw PortcullisException.invalid("asset.about", "must name datasets");
        }
    }
}
