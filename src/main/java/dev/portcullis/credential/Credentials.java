package dev.portcullis.credential;

import dev.portcullis.common.ErrorReason;
import dev.portcullis.common.Page;
import dev.portcullis.common.PageRequest;
import dev.portcullis.common.PortcullisException;
import dev.portcullis.common.Reach;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.hibernate.reactive.mutiny.Mutiny.SessionFactory;

/** Reads credentials within a reach; of others it says what it says of those that do not exist. */
@ApplicationScoped
public class Credentials {

    private final SessionFactory sessions;
    private final CredentialStore credentials;

    Credentials(SessionFactory sessions, CredentialStore credentials) {
        this.sessions = sessions;
        this.credentials = credentials;
    }

    /** One credential. Fails with CREDENTIAL_NOT_FOUND. */
    public Uni<Credential> get(Reach reach, String id) {
        return sessions.withStatelessTransaction(session -> credentials.find(session, reach, id))
                .map(found -> found.orElseThrow(() ->
                        new PortcullisException(ErrorReason.CREDENTIAL_NOT_FOUND, "there is no such credential")));
    }

    /** Credentials in the order of issue. */
    public Uni<Page<Credential>> list(Reach reach, CredentialFilter filter, PageRequest page) {
        return sessions.withStatelessTransaction(session -> credentials.list(session, reach, filter, page));
    }
}
