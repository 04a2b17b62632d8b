package dev.portcullis.identity.drift;

import dev.portcullis.common.Blocking;
import dev.portcullis.identity.Drift;
import dev.portcullis.identity.Reconciliation;
import dev.portcullis.identity.Subject;
import dev.portcullis.identity.Witness;
import dev.portcullis.identity.drift.SweepStore.Seen;
import dev.portcullis.identity.keycloak.KeycloakSettings;
import dev.portcullis.identity.keycloak.Refused;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Looks from time to time whether Keycloak still agrees on all partners and contractors: a few at a time, between tasks, by the
 * worker whose turn it is. Where it is interrupted it goes on later, on whichever replica.
 */
@Singleton
public class Sweep {

    private static final Logger LOG = Logger.getLogger(Sweep.class);
    private static final int AT_ONCE = 10;

    /** What is found of one subject is kept in memory meanwhile. */
    private static final int MOST_FOUND = 1000;

    private final KeycloakSettings settings;
    private final SweepStore store;
    private final Reconciliation reconciliation;
    private final RecordClosed recordClosed;

    Sweep(KeycloakSettings settings, SweepStore store, Reconciliation reconciliation, RecordClosed recordClosed) {
        this.settings = settings;
        this.store = store;
        this.reconciliation = reconciliation;
        this.recordClosed = recordClosed;
    }

    /** Looks at a few more; false if that was all, or none is under way. Fails as {@link Reconciliation} if Keycloak is gone. */
    public boolean step() {
        store.begin(settings.sweepEvery());
        var subjects = store.next(AT_ONCE);
        for (var subject : subjects) {
            lookAt(subject);
            store.advance(subject);
        }
        return !subjects.isEmpty();
    }

    /** Looks at one; false, and nothing done, if it is yet to be told to Keycloak. */
    boolean lookAt(Subject subject) {
        if (store.isLeft(subject)) {
            return false;
        }
        look(subject);
        return true;
    }

    private void look(Subject subject) {
        var look = new Look(subject);
        try {
            var mended = reconciliation.run(subject, look);
            if (!mended.isEmpty()) {
                LOG.warnf("Keycloak did not agree on %s any more: %s", subject.name(), mended);
            }
        } catch (Refused e) {
            if (look.seen.stream().noneMatch(seen -> seen.drift() == Drift.ACCOUNT_MISSING)) {
                look.leaves(Drift.REFUSED, e.getMessage());
            }
        }
        store.found(subject, look.seen);
    }

    private final class Look implements Witness {

        private final Subject subject;
        private final List<Seen> seen = new ArrayList<>();

        Look(Subject subject) {
            this.subject = subject;
        }

        /** Of what was done to it here a moment ago, Keycloak need not know yet. */
        @Override
        public void closes() {
            if (!store.isLeft(subject)) {
                LOG.errorf("%s has no access, and could sign in to Keycloak; it is disabled again", subject.name());
                Blocking.await(() -> recordClosed.run(subject, Optional.empty()));
            }
        }

        @Override
        public void takes(String role) {
            LOG.errorf(
                    "%s has the role %s in Keycloak, which no contractor has; it is taken away", subject.name(), role);
            Blocking.await(() -> recordClosed.run(subject, Optional.of(role)));
        }

        @Override
        public void leaves(Drift drift, String detail) {
            if (seen.size() < MOST_FOUND) {
                seen.add(new Seen(drift, detail));
            } else if (seen.size() == MOST_FOUND) {
                seen.add(new Seen(drift, "... and more"));
            }
        }

        @Override
        public boolean isThorough() {
            return true;
        }
    }
}
