package dev.portcullis.rollout;

import dev.portcullis.common.ErrorReason;
import dev.portcullis.common.Page;
import dev.portcullis.common.PageRequest;
import dev.portcullis.common.PortcullisException;
import dev.portcullis.policy.active.BundleStore;
import dev.portcullis.policy.active.Policies;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny.SessionFactory;

/** Reads the bundles that were taken, and tells which one decides. */
@ApplicationScoped
public class PolicyRevisions {

    private final SessionFactory sessions;
    private final PolicyRevisionStore revisions;
    private final BundleStore bundles;
    private final Policies policies;

    PolicyRevisions(SessionFactory sessions, PolicyRevisionStore revisions, BundleStore bundles, Policies policies) {
        this.sessions = sessions;
        this.revisions = revisions;
        this.bundles = bundles;
        this.policies = policies;
    }

    /**
     * What decides.
     *
     * @param policyRevision how decisions by it are marked here
     * @param bundle empty where the library decides alone
     * @param revision the change since which it decides; 0 from the beginning
     */
    public record Active(String policyRevision, Optional<PolicyRevision> bundle, long revision) {}

    /** One bundle. Fails with POLICY_REVISION_NOT_FOUND. */
    public Uni<PolicyRevision> get(String digest) {
        return sessions.withStatelessTransaction(session -> revisions.find(session, digest))
                .map(PolicyRevisions::known);
    }

    /** Bundles, the latest first. */
    public Uni<Page<PolicyRevision>> list(Optional<PolicyRevisionState> state, PageRequest page) {
        return sessions.withStatelessTransaction(session -> revisions.list(session, state, page));
    }

    /** What decides now. Fails with PolicyUnavailableException if it cannot be used here. */
    public Uni<Active> active() {
        return sessions.withStatelessTransaction(
                        session -> bundles.active(session).flatMap(active -> revisions
                                .find(session, active.bundle())
                                .map(bundle -> new Active("", bundle, active.revision()))))
                .flatMap(found -> policies.of(found.bundle().map(PolicyRevision::digest))
                        .map(engine -> new Active(engine.revision(), found.bundle(), found.revision())));
    }

    static PolicyRevision known(Optional<PolicyRevision> found) {
        return found.orElseThrow(() ->
                new PortcullisException(ErrorReason.POLICY_REVISION_NOT_FOUND, "there is no such policy revision"));
    }
}
