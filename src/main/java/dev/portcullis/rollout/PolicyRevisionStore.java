package dev.portcullis.rollout;

import dev.portcullis.common.ListQuery;
import dev.portcullis.common.Page;
import dev.portcullis.common.PageRequest;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** The bundles that were taken. Every method works in the caller's transaction. */
@ApplicationScoped
class PolicyRevisionStore {

    private static final String ADD = """
            INSERT INTO policy_bundles
              (digest, revision, archive, version, sequence, policy_revision, note, uploaded_by, uploaded_at)
            VALUES (:digest, :revision, :archive, :version, :sequence, :policy, :note, :by, :at)""";

    Uni<Optional<PolicyRevision>> find(StatelessSession session, String digest) {
        return session.get(PolicyRevisionRow.class, digest)
                .map(row -> Optional.ofNullable(row).map(PolicyRevisionRow::toPolicyRevision));
    }

    /** The same, of a bundle if there is one to look for. */
    Uni<Optional<PolicyRevision>> find(StatelessSession session, Optional<String> digest) {
        return digest.map(known -> find(session, known)).orElse(Uni.createFrom().item(Optional.empty()));
    }

    Uni<Void> add(StatelessSession session, PolicyRevision taken, byte[] archive) {
        return session.createNativeQuery(ADD)
                .setParameter("digest", taken.digest())
                .setParameter("revision", taken.revision())
                .setParameter("archive", archive)
                .setParameter("version", taken.version())
                .setParameter("sequence", taken.sequence())
                .setParameter("policy", taken.policyRevision())
                .setParameter("note", taken.note())
                .setParameter("by", taken.uploadedBy())
                .setParameter("at", taken.uploadedAt().atOffset(ZoneOffset.UTC))
                .executeUpdate()
                .replaceWithVoid();
    }

    /** The latest first. */
    Uni<Page<PolicyRevision>> list(StatelessSession session, Optional<PolicyRevisionState> state, PageRequest page) {
        return new ListQuery<>(PolicyRevisionRow.class, "revision desc")
                .where("revision < :before", "before", page.beforeRevision())
                .where("state = :state", "state", state)
                .run(session, page)
                .map(rows ->
                        rows.stream().map(PolicyRevisionRow::toPolicyRevision).toList())
                .map(found -> Page.of(found, page, taken -> Long.toString(taken.revision())));
    }
}
