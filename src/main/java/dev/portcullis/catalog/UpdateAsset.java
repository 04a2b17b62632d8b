package dev.portcullis.catalog;

import dev.portcullis.audit.Event;
import dev.portcullis.audit.EventType;
import dev.portcullis.audit.Mutation;
import dev.portcullis.audit.Mutations;
import dev.portcullis.change.Stamp;
import dev.portcullis.common.Call;
import dev.portcullis.common.ErrorReason;
import dev.portcullis.common.PortcullisException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** Changes what is said of an asset. When it has answered, no Check invoked afterwards is decided by what was said before. */
@ApplicationScoped
public class UpdateAsset {

    private final Mutations mutations;
    private final AssetStore assets;

    UpdateAsset(Mutations mutations, AssetStore assets) {
        this.mutations = mutations;
        this.assets = assets;
    }

    /** Fails with ASSET_NOT_FOUND, FIELD_INVALID (about), COLLECTION_CYCLE or COLLECTION_TOO_DEEP, or as {@link Mutations#run}. */
    public Uni<Asset> run(Call call, String id, AssetChange change) {
        return mutations.run(call, Asset.class, new Update(id, change));
    }

    private record Facts(Optional<Asset> asset, List<Asset> newLineage, int height, List<Asset> newAbout) {}

    private final class Update implements Mutation<Facts, Asset, Asset> {

        private final String id;
        private final AssetChange change;

        Update(String id, AssetChange change) {
            this.id = id;
            this.change = change;
        }

        @Override
        public Wait waitsToBeSeen() {
            return Wait.EVERYWHERE;
        }

        @Override
        public Uni<Facts> facts(StatelessSession session) {
            return assets.find(session, id)
                    .flatMap(asset -> assets.findAll(session, newAbout()).flatMap(about -> newParent()
                            .map(parent -> assets.lineage(session, parent).flatMap(lineage -> assets.height(session, id)
                                    .map(height -> new Facts(asset, lineage, height, about))))
                            .orElse(Uni.createFrom().item(new Facts(asset, List.of(), 0, about)))));
        }

        @Override
        public Uni<Asset> decide(Facts facts) {
            var asset = facts.asset()
                    .orElseThrow(() -> new PortcullisException(ErrorReason.ASSET_NOT_FOUND, "there is no such asset"));
            if (newParent().isPresent()) {
                Collections.checkParent(id, facts.newLineage(), facts.height());
            }
            Subjects.check(asset.kind(), newAbout(), facts.newAbout());
            return Uni.createFrom().item(asset);
        }

        @Override
        public Uni<Recorded<Asset>> write(StatelessSession session, Stamp stamp, Facts facts, Asset before) {
            var after = changed(before, stamp.at());
            var event = Event.of(EventType.ASSET_UPDATED)
                    .assets(List.of(id))
                    .detail("before", AssetDetails.of(before))
                    .detail("after", AssetDetails.of(after))
                    .build();
            var moved = !Objects.equals(before.parentId(), after.parentId());
            return assets.update(session, after)
                    .chain(() -> moved
                            ? assets.keepParent(session, stamp, after)
                            : Uni.createFrom().voidItem())
                    .replaceWith(new Recorded<>(after, event, after.checked()));
        }

        private SortedSet<String> newAbout() {
            return change.about().orElseGet(TreeSet::new);
        }

        private Optional<String> newParent() {
            return change.parentId().flatMap(parent -> parent);
        }

        private Asset changed(Asset asset, Instant now) {
            return new Asset(
                    asset.id(),
                    change.displayName().orElse(asset.displayName()),
                    asset.kind(),
                    change.classification().orElse(asset.classification()),
                    change.tags().orElse(asset.tags()),
                    change.ownerGroup().orElse(asset.ownerGroup()),
                    change.parentId().isPresent() ? newParent().orElse(null) : asset.parentId(),
                    asset.state(),
                    asset.createdAt(),
                    now,
                    asset.quarantinedAt(),
                    change.purposes().orElse(asset.purposes()),
                    change.allowedCountries().orElse(asset.allowedCountries()),
                    change.about().orElse(asset.about()),
                    change.platform().isPresent() ? change.platform().get().orElse(null) : asset.platform());
        }
    }
}
