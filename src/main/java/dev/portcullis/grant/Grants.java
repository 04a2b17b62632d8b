package dev.portcullis.grant;

import dev.portcullis.common.ErrorReason;
import dev.portcullis.common.Page;
import dev.portcullis.common.PageRequest;
import dev.portcullis.common.PortcullisException;
import dev.portcullis.common.Reach;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.hibernate.reactive.mutiny.Mutiny.SessionFactory;

/** Reads requests and grants within a reach; of others it says what it says of those that do not exist. */
@ApplicationScoped
public class Grants {

    private final SessionFactory sessions;
    private final RequestStore requests;
    private final GrantStore grants;

    Grants(SessionFactory sessions, RequestStore requests, GrantStore grants) {
        this.sessions = sessions;
        this.requests = requests;
        this.grants = grants;
    }

    /** One request. Fails with REQUEST_NOT_FOUND. */
    public Uni<AccessRequest> getRequest(Reach reach, String id) {
        return sessions.withStatelessTransaction(session -> requests.find(session, reach, id))
                .map(found -> found.orElseThrow(
                        () -> new PortcullisException(ErrorReason.REQUEST_NOT_FOUND, "there is no such request")));
    }

    /** Requests in the order they were made. */
    public Uni<Page<AccessRequest>> listRequests(Reach reach, Filter<RequestState> filter, PageRequest page) {
        return sessions.withStatelessTransaction(session -> requests.list(session, reach, filter, page));
    }

    /** One grant. Fails with GRANT_NOT_FOUND. */
    public Uni<Grant> getGrant(Reach reach, String id) {
        return sessions.withStatelessTransaction(session -> grants.find(session, reach, id))
                .map(found -> found.orElseThrow(
                        () -> new PortcullisException(ErrorReason.GRANT_NOT_FOUND, "there is no such grant")));
    }

    /** Grants in the order they were made. */
    public Uni<Page<Grant>> listGrants(Reach reach, Filter<GrantState> filter, PageRequest page) {
        return sessions.withStatelessTransaction(session -> grants.list(session, reach, filter, page));
    }
}
