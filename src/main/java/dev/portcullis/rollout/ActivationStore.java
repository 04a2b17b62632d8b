package dev.portcullis.rollout;

import dev.portcullis.common.ListQuery;
import dev.portcullis.common.Page;
import dev.portcullis.common.PageRequest;
import dev.portcullis.policy.active.ActivePolicy;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** The activations, and what they make active. Every method works in the caller's transaction. */
@ApplicationScoped
class ActivationStore {

    Uni<Optional<Activation>> find(StatelessSession session, String id) {
        return session.get(ActivationRow.class, id)
                .map(row -> Optional.ofNullable(row).map(ActivationRow::toActivation));
    }

    /** The one that is stored as PENDING; it may have waited too long. */
    Uni<Optional<Activation>> findPending(StatelessSession session) {
        return session.createSelectionQuery("from ActivationRow where state = PENDING", ActivationRow.class)
                .getSingleResultOrNull()
                .map(row -> Optional.ofNullable(row).map(ActivationRow::toActivation));
    }

    /** The last time that two admins activated a bundle. */
    Uni<Optional<Activation>> findApproval(StatelessSession session, String digest) {
        return session.createSelectionQuery(
                        "from ActivationRow where bundle = :digest and type = ACTIVATION and state = CARRIED_OUT"
                                + " order by revision desc",
                        ActivationRow.class)
                .setParameter("digest", digest)
                .setMaxResults(1)
                .getSingleResultOrNull()
                .map(row -> Optional.ofNullable(row).map(ActivationRow::toActivation));
    }

    /** Makes a policy decide, from this transaction's change on. What waits for approval is VOID. */
    Uni<Void> putInForce(StatelessSession session, ActivePolicy next, String by, Instant at) {
        return session.createNativeQuery("""
                        UPDATE active_policy SET bundle = CAST(:bundle AS text), approval_id = CAST(:approval AS text),
                          revision = :revision""")
                .setParameter("bundle", next.digest())
                .setParameter("approval", next.approvalId())
                .setParameter("revision", next.revision())
                .executeUpdate()
                .chain(() -> session.createNativeQuery("""
                                UPDATE policy_activations SET state = 'VOID', closed_by = :by, closed_at = :at
                                WHERE state = 'PENDING' AND expires_at > :at""")
                        .setParameter("by", by)
                        .setParameter("at", at.atOffset(ZoneOffset.UTC))
                        .executeUpdate())
                .replaceWithVoid();
    }

    Uni<Void> add(StatelessSession session, Activation activation) {
        return session.insert(ActivationRow.of(activation));
    }

    /** Writes what has become of it; what was proposed never changes. */
    Uni<Void> update(StatelessSession session, Activation activation) {
        return session.update(ActivationRow.of(activation));
    }

    /** Activations, the latest first. */
    Uni<Page<Activation>> list(StatelessSession session, PageRequest page) {
        return new ListQuery<>(ActivationRow.class, "revision desc")
                .where("revision < :before", "before", page.beforeRevision())
                .run(session, page)
                .map(rows -> rows.stream().map(ActivationRow::toActivation).toList())
                .map(found -> Page.of(found, page, activation -> Long.toString(activation.revision())));
    }
}
