package dev.portcullis.grant;

import dev.portcullis.common.Caller;
import dev.portcullis.common.ErrorReason;
import dev.portcullis.common.Page;
import dev.portcullis.common.PageRequest;
import dev.portcullis.common.PortcullisException;
import dev.portcullis.partner.Contractor;
import dev.portcullis.partner.ContractorStore;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.hibernate.reactive.mutiny.Mutiny.SessionFactory;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/**
 * Reads requests and grants. A caller who may see its own alone ({@code ownOnly}) is told of others' what it would be told
 * if they did not exist.
 */
@ApplicationScoped
public class Grants {

    private final SessionFactory sessions;
    private final RequestStore requests;
    private final GrantStore grants;
    private final ContractorStore contractors;

    Grants(SessionFactory sessions, RequestStore requests, GrantStore grants, ContractorStore contractors) {
        this.sessions = sessions;
        this.requests = requests;
        this.grants = grants;
        this.contractors = contractors;
    }

    /** One request. Fails with REQUEST_NOT_FOUND. */
    public Uni<AccessRequest> getRequest(Caller caller, boolean ownOnly, String id) {
        return as(caller, (session, self) -> requests.find(session, id)
                .map(found -> found.filter(request -> !ownOnly || Own.is(request.contractorId(), self))
                        .orElseThrow(() ->
                                new PortcullisException(ErrorReason.REQUEST_NOT_FOUND, "there is no such request"))));
    }

    /** Requests in the order they were made. */
    public Uni<Page<AccessRequest>> listRequests(
            Caller caller, boolean ownOnly, Filter<RequestState> filter, PageRequest page) {
        return as(caller, (session, self) -> narrowed(filter, ownOnly, self)
                .map(own -> requests.list(session, own, page))
                .orElse(nothing()));
    }

    /** One grant. Fails with GRANT_NOT_FOUND. */
    public Uni<Grant> getGrant(Caller caller, boolean ownOnly, String id) {
        return as(caller, (session, self) -> grants.find(session, id).map(found -> found.filter(
                        grant -> !ownOnly || Own.is(grant.contractorId(), self))
                .orElseThrow(() -> new PortcullisException(ErrorReason.GRANT_NOT_FOUND, "there is no such grant"))));
    }

    /** Grants in the order they were made. */
    public Uni<Page<Grant>> listGrants(Caller caller, boolean ownOnly, Filter<GrantState> filter, PageRequest page) {
        return as(caller, (session, self) -> narrowed(filter, ownOnly, self)
                .map(own -> grants.list(session, own, page))
                .orElse(nothing()));
    }

    private <T> Uni<T> as(Caller caller, BiFunction<StatelessSession, Optional<Contractor>, Uni<T>> read) {
        return sessions.withStatelessTransaction(session ->
                contractors.findBySubject(session, caller.subject()).flatMap(self -> read.apply(session, self)));
    }

    /** The filter, narrowed to the caller's own; empty if nothing can be left. */
    private static <S> Optional<Filter<S>> narrowed(Filter<S> filter, boolean ownOnly, Optional<Contractor> self) {
        if (!ownOnly) {
            return Optional.of(filter);
        }
        return self.map(Contractor::id)
                .filter(id -> filter.contractorId().map(id::equals).orElse(true))
                .map(id -> new Filter<>(filter.partnerId(), Optional.of(id), filter.state(), filter.breakGlass()));
    }

    private static <T> Uni<Page<T>> nothing() {
        return Uni.createFrom().item(new Page<>(List.of(), Optional.empty()));
    }
}
