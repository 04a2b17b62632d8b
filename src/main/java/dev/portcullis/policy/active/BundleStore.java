package dev.portcullis.policy.active;

import dev.portcullis.common.Columns;
import dev.portcullis.policy.PolicyUnavailableException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** Which bundle is active, and the bundles themselves: as they are stored, not as they were verified. */
@ApplicationScoped
public class BundleStore {

    private static final String ACTIVE = "SELECT bundle, approval_id, revision FROM active_policy";
    private static final String ARCHIVE = "SELECT archive FROM policy_bundles WHERE digest = $1";
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Pool pool;

    BundleStore(Pool pool) {
        this.pool = pool;
    }

    /** The active policy, as the caller's transaction sees it. */
    public Uni<ActivePolicy> active(StatelessSession session) {
        return session.createNativeQuery(ACTIVE, Object[].class)
                .getSingleResult()
                .map(row -> new ActivePolicy((String) row[0], (String) row[1], Columns.number(row[2])));
    }

    /** The archive that is stored under a digest, whatever it is. Blocks; throws PolicyUnavailableException if it is not to be had. */
    byte[] archive(String digest) {
        try {
            var rows = pool.preparedQuery(ARCHIVE)
                    .execute(Tuple.of(digest))
                    .await()
                    .atMost(LIMIT)
                    .iterator();
            if (rows.hasNext()) {
                return rows.next().getBuffer(0).getBytes();
            }
        } catch (RuntimeException e) {
            throw new PolicyUnavailableException("the policy bundle " + digest + " cannot be read", e);
        }
        throw new PolicyUnavailableException("the store has no policy bundle " + digest);
    }
}
