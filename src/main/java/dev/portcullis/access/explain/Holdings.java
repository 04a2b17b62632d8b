package dev.portcullis.access.explain;

import dev.portcullis.common.ErrorReason;
import dev.portcullis.common.PortcullisException;
import dev.portcullis.common.Reach;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny.SessionFactory;

/** Tells which grants a contractor has, but for those that are revoked. */
@ApplicationScoped
class Holdings {

    private static final String HOLDER = "SELECT partner_id, subject FROM contractors WHERE id = :id";
    private static final String GRANTS =
            "SELECT id FROM grants WHERE contractor_id = :id AND state = 'ACTIVE' ORDER BY id";

    private final SessionFactory sessions;

    Holdings(SessionFactory sessions) {
        this.sessions = sessions;
    }

    /** Ids of its grants that are not revoked. Fails with CONTRACTOR_NOT_FOUND, also for one that is out of reach. */
    Uni<List<String>> of(Reach reach, String contractorId) {
        return sessions.withStatelessTransaction(session -> session.createNativeQuery(HOLDER, Object[].class)
                .setParameter("id", contractorId)
                .getSingleResultOrNull()
                .flatMap(holder -> {
                    if (holder == null || !reach.covers((String) holder[0], (String) holder[1])) {
                        throw new PortcullisException(ErrorReason.CONTRACTOR_NOT_FOUND, "there is no such contractor");
                    }
                    return session.createNativeQuery(GRANTS, String.class)
                            .setParameter("id", contractorId)
                            .getResultList();
                }));
    }
}
