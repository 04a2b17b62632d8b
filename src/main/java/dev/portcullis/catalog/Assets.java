package dev.portcullis.catalog;

import dev.portcullis.common.ErrorReason;
import dev.portcullis.common.Page;
import dev.portcullis.common.PageRequest;
import dev.portcullis.common.PortcullisException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny.SessionFactory;

/** Reads assets. */
@ApplicationScoped
public class Assets {

    private final SessionFactory sessions;
    private final AssetStore assets;

    Assets(SessionFactory sessions, AssetStore assets) {
        this.sessions = sessions;
        this.assets = assets;
    }

    /** One asset. Fails with ASSET_NOT_FOUND. */
    public Uni<Asset> get(String id) {
        return sessions.withStatelessTransaction(session -> assets.find(session, id))
                .map(found -> found.orElseThrow(
                        () -> new PortcullisException(ErrorReason.ASSET_NOT_FOUND, "there is no such asset")));
    }

    /** Assets by id, those directly in one collection or all. */
    public Uni<Page<Asset>> list(Optional<String> parentId, PageRequest page) {
        return sessions.withStatelessTransaction(session -> assets.list(session, parentId, page));
    }
}
