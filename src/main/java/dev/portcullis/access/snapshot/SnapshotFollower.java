package dev.portcullis.access.snapshot;

import dev.portcullis.access.shadow.Shadow;
import dev.portcullis.change.State;
import dev.portcullis.change.replica.Follower;
import dev.portcullis.change.replica.StoreLink;
import dev.portcullis.policy.PolicyEngine;
import dev.portcullis.policy.PolicyUnavailableException;
import dev.portcullis.policy.active.Policies;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the snapshot, behind one volatile reference: a Check reads it once and has one state, and the follower's thread puts the
 * next one in its place.
 */
@Singleton
class SnapshotFollower implements Follower {

    /** How long what has expired is kept, to be told apart from what never was. */
    private static final Duration KEPT = Duration.ofHours(1);

    /** How many of those are forgotten at each change at most: a change must not wait for a heap of them. */
    private static final int FORGOTTEN_AT_ONCE = 32;

    private final SnapshotLoader loader;
    private final Policies policies;
    private final Shadow shadow;
    private final InstantSource clock;
    private Interner interner = new Interner();
    private Expiries grantExpiries = new Expiries();
    private Expiries credentialExpiries = new Expiries();
    private volatile Snapshot current = Snapshot.EMPTY;

    SnapshotFollower(
            SnapshotLoader loader, Policies policies, Shadow shadow, InstantSource clock, MeterRegistry metrics) {
        this.loader = loader;
        this.policies = policies;
        this.shadow = shadow;
        this.clock = clock;
        Gauge.builder("portcullis.snapshot.grants", () -> current.grantCount()).register(metrics);
        Gauge.builder("portcullis.snapshot.credentials", () -> current.credentialCount())
                .register(metrics);
    }

    Snapshot current() {
        return current;
    }

    @Override
    public void load(StoreLink store, long revision) {
        interner = new Interner();
        grantExpiries = new Expiries();
        credentialExpiries = new Expiries();
        var loading = new Loading();
        loader.load(store, clock.instant().minus(KEPT), loading::add);
        current = loading.snapshot.at(revision);
    }

    @Override
    public void apply(long revision, List<State> states) {
        var next = forget(current);
        for (var state : states) {
            next = with(next, state);
        }
        current = next.at(revision);
    }

    private Snapshot with(Snapshot snapshot, State state) {
        if (state instanceof State.OfPartner partner) {
            return snapshot.with(partner);
        } else if (state instanceof State.OfContractor contractor) {
            return snapshot.with(contractor);
        } else if (state instanceof State.OfAsset asset) {
            return snapshot.with(asset);
        } else if (state instanceof State.OfGrant grant) {
            grantExpiries.add(grant.id(), grant.expiresAtMs());
            return snapshot.with(LiveGrant.of(grant, interner));
        } else if (state instanceof State.OfCredential credential) {
            credentialExpiries.add(credential.id(), credential.expiresAtMs());
            return snapshot.with(LiveCredential.of(credential, interner));
        } else if (state instanceof State.OfCredentialEnd end) {
            var before = snapshot.credential(end.id());
            if (before == null) {
                // It expired long ago, and was forgotten.
                return snapshot;
            }
            credentialExpiries.add(end.id(), end.expiresAtMs());
            return snapshot.with(before.with(end, interner));
        } else if (state instanceof State.OfEverything everything) {
            return snapshot.with(everything);
        } else if (state instanceof State.OfPolicy policy) {
            // Before the state with it can be seen: nothing is decided on a state by another policy than its own.
            return snapshot.with(engine(policy));
        } else if (state instanceof State.OfPolicyProposal proposal) {
            policies.prepare(proposal.bundle());
            return snapshot;
        } else if (state instanceof State.OfShadow of) {
            shadow.set(of);
            return snapshot;
        }
        throw new IllegalStateException("no way to follow a change of " + state);
    }

    private PolicyEngine engine(State.OfPolicy policy) {
        try {
            return policies.await(Optional.ofNullable(policy.bundle()));
        } catch (PolicyUnavailableException e) {
            throw new StartOver(e);
        }
    }

    private Snapshot forget(Snapshot snapshot) {
        var now = clock.instant().minus(KEPT).toEpochMilli();
        var next = snapshot;
        for (var id : grantExpiries.takeBefore(now, FORGOTTEN_AT_ONCE)) {
            var grant = next.grant(id);
            if (grant != null && grant.expiresAtMs() < now) {
                next = next.withoutGrant(id);
            }
        }
        for (var id : credentialExpiries.takeBefore(now, FORGOTTEN_AT_ONCE)) {
            var credential = next.credential(id);
            if (credential != null && credential.expiresAtMs() < now) {
                next = next.withoutCredential(id);
            }
        }
        return next;
    }

    private final class Loading {

        private Snapshot snapshot = Snapshot.EMPTY;

        void add(State state) {
            snapshot = with(snapshot, state);
        }
    }
}
