package dev.portcullis.catalog;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;

/** A row of asset_parents: the collection an asset was in from an instant on. */
@Entity
@Table(name = "asset_parents")
@IdClass(AssetParentRow.Key.class)
class AssetParentRow {

    @Id
    @Column(name = "asset_id")
    String assetId;

    @Id
    Long revision;

    @Column(name = "valid_from")
    Instant validFrom;

    @Column(name = "parent_id")
    String parentId;

    record Key(String assetId, Long revision) implements Serializable {}
}
