package dev.portcullis.catalog;

import java.util.Map;
import java.util.TreeMap;

/** What the record says of an asset: all that policy may look at. */
final class AssetDetails {

    private AssetDetails() {}

    static Map<String, Object> of(Asset asset) {
        var details = new TreeMap<String, Object>();
        details.put("display_name", asset.displayName());
        details.put("kind", asset.kind().name());
        details.put("classification", asset.classification().name());
        details.put("tags", asset.tags());
        details.put("owner_group", asset.ownerGroup());
        if (!asset.purposes().isEmpty()) {
            details.put("purposes", asset.purposes());
        }
        if (!asset.allowedCountries().isEmpty()) {
            details.put("allowed_countries", asset.allowedCountries());
        }
        if (!asset.about().isEmpty()) {
            details.put(
                    "about", asset.about().stream().map(id -> "assets/" + id).toList());
        }
        if (asset.parentId() != null) {
            details.put("parent", "assets/" + asset.parentId());
        }
        if (asset.platform() != null) {
            details.put("platform", asset.platform());
        }
        return details;
    }
}
