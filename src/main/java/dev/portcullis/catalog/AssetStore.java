package dev.portcullis.catalog;

import dev.portcullis.change.Stamp;
import dev.portcullis.common.ListQuery;
import dev.portcullis.common.Page;
import dev.portcullis.common.PageRequest;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** The assets table, with the history of parents. Every method works in the caller's transaction. */
@ApplicationScoped
public class AssetStore {

    /** The asset, if there is one with this id. */
    public Uni<Optional<Asset>> find(StatelessSession session, String id) {
        return session.get(AssetRow.class, id)
                .map(row -> Optional.ofNullable(row).map(AssetRow::toAsset));
    }

    /** Those of the assets that exist, by id. */
    public Uni<List<Asset>> findAll(StatelessSession session, Collection<String> ids) {
        return session.createSelectionQuery("from AssetRow where id in :ids order by id", AssetRow.class)
                .setParameter("ids", ids)
                .getResultList()
                .map(AssetStore::assets);
    }

    /** The asset and the collections it stands in, from it outwards; empty if there is no such asset. */
    public Uni<List<Asset>> lineage(StatelessSession session, String id) {
        return session.createNativeQuery("""
                        WITH RECURSIVE line AS (
                          SELECT id, parent_id, 0 AS depth FROM assets WHERE id = :id
                          UNION ALL
                          SELECT a.id, a.parent_id, depth + 1 FROM assets a JOIN line ON a.id = line.parent_id)
                        SELECT a.* FROM line JOIN assets a ON a.id = line.id ORDER BY line.depth""", AssetRow.class)
                .setParameter("id", id)
                .getResultList()
                .map(AssetStore::assets);
    }

    /** Those of the assets that exist, and the collections that any of them stands in, each once, by id. */
    public Uni<List<Asset>> lineages(StatelessSession session, Collection<String> ids) {
        return session.createNativeQuery("""
                        WITH RECURSIVE line AS (
                          SELECT id, parent_id FROM assets WHERE id = ANY(CAST(:ids AS text[]))
                          UNION
                          SELECT a.id, a.parent_id FROM assets a JOIN line ON a.id = line.parent_id)
                        SELECT a.* FROM line JOIN assets a ON a.id = line.id ORDER BY a.id""", AssetRow.class)
                .setParameter("ids", ids.toArray(String[]::new))
                .getResultList()
                .map(AssetStore::assets);
    }

    /** How many levels stand below the asset: 0 for one that is no collection. */
    public Uni<Integer> height(StatelessSession session, String id) {
        return session.createNativeQuery("""
                        WITH RECURSIVE below AS (
                          SELECT id, 0 AS depth FROM assets WHERE id = :id
                          UNION ALL
                          SELECT a.id, depth + 1 FROM assets a JOIN below ON a.parent_id = below.id)
                        SELECT coalesce(max(depth), 0) FROM below""", Integer.class)
                .setParameter("id", id)
                .getSingleResult();
    }

    /** Adds an asset. */
    public Uni<Void> add(StatelessSession session, Stamp stamp, Asset asset) {
        return session.insert(AssetRow.of(asset)).chain(() -> keepParent(session, stamp, asset));
    }

    /** Writes all of an asset that can change. */
    public Uni<Void> update(StatelessSession session, Asset asset) {
        return session.update(AssetRow.of(asset));
    }

    /** Enters in the history which collection the asset is in from this change on. */
    public Uni<Void> keepParent(StatelessSession session, Stamp stamp, Asset asset) {
        var row = new AssetParentRow();
        row.assetId = asset.id();
        row.revision = stamp.revision();
        row.validFrom = stamp.at();
        row.parentId = asset.parentId();
        return session.insert(row);
    }

    /** Assets by id, those directly in one collection or all. */
    public Uni<Page<Asset>> list(StatelessSession session, Optional<String> parentId, PageRequest page) {
        return new ListQuery<>(AssetRow.class, "id")
                .where("id > :after", "after", page.afterOrLeast())
                .where("parentId = :parentId", "parentId", parentId)
                .run(session, page)
                .map(AssetStore::assets)
                .map(assets -> Page.of(assets, page, Asset::id));
    }

    private static List<Asset> assets(List<AssetRow> rows) {
        return rows.stream().map(AssetRow::toAsset).toList();
    }
}
