package dev.portcullis.grant;

import dev.portcullis.change.Stamp;
import dev.portcullis.common.ListQuery;
import dev.portcullis.common.Page;
import dev.portcullis.common.PageRequest;
import dev.portcullis.common.Reach;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** Access requests with their assets and approvals. Every method works in the caller's transaction. */
@ApplicationScoped
class RequestStore {

    /** The request, if there is one with this id within reach. */
    Uni<Optional<AccessRequest>> find(StatelessSession session, Reach reach, String id) {
        return new ListQuery<>(RequestRow.class, "id")
                .where("id = :id", "id", id)
                .where(within(reach))
                .first(session)
                .flatMap(row -> withApprovals(session, row.stream().toList()))
                .map(requests -> requests.stream().findFirst());
    }

    Uni<Void> add(StatelessSession session, AccessRequest request) {
        return session.insert(RequestRow.of(request))
                .chain(() -> session.createNativeQuery(
                                "INSERT INTO access_request_assets SELECT :id, unnest(CAST(:assets AS text[]))")
                        .setParameter("id", request.id())
                        .setParameter("assets", request.assetIds().toArray(String[]::new))
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** Writes state, requirement and rejection note; approvals are added, and the rest never changes. */
    Uni<Void> update(StatelessSession session, AccessRequest request) {
        return session.update(RequestRow.of(request));
    }

    Uni<Void> addApproval(StatelessSession session, Stamp stamp, String requestId, Approval approval) {
        return session.insert(ApprovalRow.of(requestId, approval, stamp.revision()));
    }

    /** Requests in the order they were made. */
    Uni<Page<AccessRequest>> list(
            StatelessSession session, Reach reach, Filter<RequestState> filter, PageRequest page) {
        return new ListQuery<>(RequestRow.class, "id")
                .where(within(reach))
                .where("id > :after", "after", page.afterOrLeast())
                .where("partnerId = :partnerId", "partnerId", filter.partnerId())
                .where("contractorId = :contractorId", "contractorId", filter.contractorId())
                .where("state = :state", "state", filter.state())
                .where("breakGlass = :breakGlass", "breakGlass", filter.emergency())
                .run(session, page)
                .flatMap(rows -> withApprovals(session, rows))
                .map(requests -> Page.of(requests, page, AccessRequest::id));
    }

    private static Optional<Reach.Condition> within(Reach reach) {
        return Within.condition(reach, "access_request_assets", "request_id");
    }

    private static Uni<List<AccessRequest>> withApprovals(StatelessSession session, List<RequestRow> rows) {
        return session.createSelectionQuery(
                        "from ApprovalRow where requestId in :ids order by revision", ApprovalRow.class)
                .setParameter("ids", rows.stream().map(row -> row.id).toList())
                .getResultList()
                .map(approvals ->
                        rows.stream().map(row -> row.toRequest(approvals)).toList());
    }
}
