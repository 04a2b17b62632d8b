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
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** Registers an asset, ACTIVE from the start. */
@ApplicationScoped
public class RegisterAsset {

    private final Mutations mutations;
    private final AssetStore assets;

    RegisterAsset(Mutations mutations, AssetStore assets) {
        this.mutations = mutations;
        this.assets = assets;
    }

    /**
     * Fails with ASSET_EXISTS, ASSET_NOT_FOUND (the parent, or what it is about), FIELD_INVALID (about) or
     * COLLECTION_TOO_DEEP, or as {@link Mutations#run}.
     */
    public Uni<Asset> run(Call call, NewAsset asset) {
        return mutations.run(call, Asset.class, new Registration(asset));
    }

    private record Facts(Optional<Asset> existing, List<Asset> lineage, List<Asset> about) {}

    private final class Registration implements Mutation<Facts, Void, Asset> {

        private final NewAsset wanted;

        Registration(NewAsset wanted) {
            this.wanted = wanted;
        }

        @Override
        public Uni<Facts> facts(StatelessSession session) {
            return assets.find(session, wanted.id()).flatMap(existing -> wanted.parentId()
                    .map(parent -> assets.lineage(session, parent))
                    .orElse(Uni.createFrom().item(List.of()))
                    .flatMap(lineage ->
                            assets.findAll(session, wanted.about()).map(about -> new Facts(existing, lineage, about))));
        }

        @Override
        public Uni<Void> decide(Facts facts) {
            if (facts.existing().isPresent()) {
                throw new PortcullisException(ErrorReason.ASSET_EXISTS, "there is an asset with this id");
            }
            if (wanted.parentId().isPresent()) {
                Collections.checkParent(wanted.id(), facts.lineage(), 0);
            }
            Subjects.check(wanted.kind(), wanted.about(), facts.about());
            return Uni.createFrom().voidItem();
        }

        @Override
        public Uni<Recorded<Asset>> write(StatelessSession session, Stamp stamp, Facts facts, Void decision) {
            var asset = new Asset(
                    wanted.id(),
                    wanted.displayName(),
                    wanted.kind(),
                    wanted.classification(),
                    wanted.tags(),
                    wanted.ownerGroup(),
                    wanted.parentId().orElse(null),
                    AssetState.ACTIVE,
                    stamp.at(),
                    stamp.at(),
                    null,
                    wanted.purposes(),
                    wanted.allowedCountries(),
                    wanted.about(),
                    wanted.platform().orElse(null));
            var event = Event.of(EventType.ASSET_REGISTERED)
                    .assets(List.of(asset.id()))
                    .detail("asset", AssetDetails.of(asset))
                    .build();
            return assets.add(session, stamp, asset).replaceWith(new Recorded<>(asset, event, asset.checked()));
        }
    }
}
