package dev.portcullis.partner;

import java.util.List;
import java.util.Objects;

/**
 * What a partner that is THAWING has back.
 *
 * @param reinstatementId by which act
 * @param contractorIds those of its contractors that get access, sorted
 * @param assetIds what to, sorted; each stands for all below it
 */
public record Thaw(String reinstatementId, List<String> contractorIds, List<String> assetIds) {

    public Thaw {
        Objects.requireNonNull(reinstatementId, "reinstatementId");
        contractorIds = contractorIds.stream().sorted().toList();
        assetIds = assetIds.stream().sorted().toList();
    }
}
