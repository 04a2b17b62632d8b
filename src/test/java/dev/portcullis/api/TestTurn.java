package dev.portcullis.api;

import dev.portcullis.identity.keycloak.Turn;
import dev.portcullis.identity.outbox.WorkerLease;
import io.quarkus.test.Mock;
import jakarta.inject.Singleton;

/**
 * The worker's turn, which a test can have end after so many calls: what is under way then is left as it is, as by a crash. The last
 * call is made, but its answer is lost: so nothing that follows from it here is done either.
 */
@Mock
@Singleton
public class TestTurn implements Turn {

    private static final int NEVER = Integer.MAX_VALUE;

    private static int left = NEVER;
    private static int cut;

    private final WorkerLease lease;

    TestTurn(WorkerLease lease) {
        this.lease = lease;
    }

    @Override
    public boolean isOurs() {
        return count() && lease.isOurs();
    }

    private static synchronized boolean count() {
        if (left == 0) {
            cut++;
            return false;
        }
        if (left != NEVER && --left == 0) {
            ProvisioningResource.relay().loseAnswers();
        }
        return true;
    }

    /** After so many calls there are no more. */
    static synchronized void endAfter(int calls) {
        left = calls;
        cut = 0;
    }

    /** Whether a call was not made for it. */
    static synchronized boolean hasEnded() {
        return cut > 0;
    }

    /** There are calls again. */
    static synchronized void goOn() {
        left = NEVER;
        if (ProvisioningResource.relay() != null) {
            ProvisioningResource.relay().up();
        }
    }
}
