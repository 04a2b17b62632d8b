package dev.portcullis.access;

import dev.portcullis.common.Page;
import dev.portcullis.common.PageRequest;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.hibernate.reactive.mutiny.Mutiny.SessionFactory;

/** Lists the assets that credentials name, with all that stands below them. Says nothing of whether they give access. */
@ApplicationScoped
class CredentialScopes {

    private static final String LIST = """
            WITH RECURSIVE below AS (
              SELECT asset_id AS id FROM credential_assets WHERE credential_id = :credential
              UNION
              SELECT a.id FROM below JOIN assets a ON a.parent_id = below.id)
            SELECT id FROM below WHERE id > :after ORDER BY id LIMIT :limit""";

    private final SessionFactory sessions;

    CredentialScopes(SessionFactory sessions) {
        this.sessions = sessions;
    }

    /** By id; empty for an unknown credential. */
    Uni<Page<String>> list(String credentialId, PageRequest page) {
        return sessions.withStatelessSession(session -> session.createNativeQuery(LIST, String.class)
                        .setParameter("credential", credentialId)
                        .setParameter("after", page.afterOrLeast())
                        .setParameter("limit", page.size() + 1)
                        .getResultList())
                .map(ids -> Page.of(ids, page, id -> id));
    }
}
