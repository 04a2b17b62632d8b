package dev.portcullis.catalog;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;

/** A row of assets. */
@Entity
@Table(name = "assets")
class AssetRow {

    @Id
    String id;

    @Column(name = "display_name")
    String displayName;

    @Enumerated(EnumType.STRING)
    @Column(updatable = false)
    AssetKind kind;

    @Enumerated(EnumType.STRING)
    Classification classification;

    String[] tags;

    @Column(name = "owner_group")
    String ownerGroup;

    @Column(name = "parent_id")
    String parentId;

    @Enumerated(EnumType.STRING)
    AssetState state;

    @Column(name = "created_at", updatable = false)
    Instant createdAt;

    @Column(name = "updated_at")
    Instant updatedAt;

    @Column(name = "quarantined_at")
    Instant quarantinedAt;

    String[] purposes;
    String[] about;
    String platform;

    @Column(name = "allowed_countries")
    String[] allowedCountries;

    static AssetRow of(Asset asset) {
        var row = new AssetRow();
        row.id = asset.id();
        row.displayName = asset.displayName();
        row.kind = asset.kind();
        row.classification = asset.classification();
        row.tags = asset.tags().toArray(String[]::new);
        row.ownerGroup = asset.ownerGroup();
        row.parentId = asset.parentId();
        row.state = asset.state();
        row.createdAt = asset.createdAt();
        row.updatedAt = asset.updatedAt();
        row.quarantinedAt = asset.quarantinedAt();
        row.purposes = asset.purposes().toArray(String[]::new);
        row.allowedCountries = asset.allowedCountries().toArray(String[]::new);
        row.about = asset.about().toArray(String[]::new);
        row.platform = asset.platform();
        return row;
    }

    Asset toAsset() {
        return new Asset(
                id,
                displayName,
                kind,
                classification,
                new TreeSet<>(List.of(tags)),
                ownerGroup,
                parentId,
                state,
                createdAt,
                updatedAt,
                quarantinedAt,
                new TreeSet<>(List.of(purposes)),
                new TreeSet<>(List.of(allowedCountries)),
                new TreeSet<>(List.of(about)),
                platform);
    }
}
