package dev.portcullis.revocation;

import java.util.List;
import java.util.Objects;

/**
 * What to give access back to.
 *
 * @param id of the partner, asset or contractor
 * @param contractorIds of a THAW, the contractors that get access, sorted; empty for the others
 * @param assetIds of a THAW, the assets that they get it to, sorted; empty for the others
 */
public record ReinstatementTarget(
        ReinstatementType type, String id, List<String> contractorIds, List<String> assetIds) {

    public ReinstatementTarget {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(id, "id");
        contractorIds = contractorIds.stream().sorted().toList();
        assetIds = assetIds.stream().sorted().toList();
        var chosen = !contractorIds.isEmpty() && !assetIds.isEmpty();
        if ((type == ReinstatementType.THAW) != chosen) {
            throw new IllegalArgumentException("contractors and assets are chosen for a THAW, and for it alone");
        }
    }

    /** A whole thing. */
    public static ReinstatementTarget of(ReinstatementType type, String id) {
        return new ReinstatementTarget(type, id, List.of(), List.of());
    }

    /** The cut that it undoes. */
    Selector cut() {
        return Selector.of(type.cut(), id);
    }
}
