package dev.portcullis.access.snapshot;

import dev.portcullis.change.State;
import dev.portcullis.policy.PolicyEngine;
import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import jakarta.annotation.Nullable;

/**
 * The state of one revision, as far as a Check looks at it. Immutable; the next one shares with it all that is the same, so that
 * a change costs the same however much there is. What is not in it is denied.
 *
 * <p>Credentials and grants that are revoked or expired may be in it: the policy sees their state, and the time.
 */
final class Snapshot {

    static final Snapshot EMPTY = new Snapshot(
            -1, null, 0, HashMap.empty(), Contractors.NONE, HashMap.empty(), HashMap.empty(), HashMap.empty());

    private final long revision;
    private final PolicyEngine policy;
    private final long issuedBeforeMs;
    private final Map<String, State.OfPartner> partners;
    private final Contractors contractors;
    private final Map<String, State.OfAsset> assets;
    private final Map<String, LiveGrant> grants;
    private final Map<String, LiveCredential> credentials;

    private Snapshot(
            long revision,
            @Nullable PolicyEngine policy,
            long issuedBeforeMs,
            Map<String, State.OfPartner> partners,
            Contractors contractors,
            Map<String, State.OfAsset> assets,
            Map<String, LiveGrant> grants,
            Map<String, LiveCredential> credentials) {
        this.revision = revision;
        this.policy = policy;
        this.issuedBeforeMs = issuedBeforeMs;
        this.partners = partners;
        this.contractors = contractors;
        this.assets = assets;
        this.grants = grants;
        this.credentials = credentials;
    }

    long revision() {
        return revision;
    }

    /** What decides on this state; null only before any state was loaded. */
    @Nullable
    PolicyEngine policy() {
        return policy;
    }

    /** Credentials of anybody that were issued before it are worth nothing; 0 for none. */
    long issuedBeforeMs() {
        return issuedBeforeMs;
    }

    @Nullable
    State.OfPartner partner(String id) {
        return partners.getOrElse(id, null);
    }

    @Nullable
    State.OfContractor contractor(String id) {
        return contractors.get(id);
    }

    /** The contractor whose tokens have this subject. */
    @Nullable
    State.OfContractor contractorOf(String subject) {
        return contractors.ofSubject(subject);
    }

    @Nullable
    State.OfAsset asset(String id) {
        return assets.getOrElse(id, null);
    }

    @Nullable
    LiveGrant grant(String id) {
        return grants.getOrElse(id, null);
    }

    @Nullable
    LiveCredential credential(String id) {
        return credentials.getOrElse(id, null);
    }

    int grantCount() {
        return grants.size();
    }

    int credentialCount() {
        return credentials.size();
    }

    Snapshot at(long newRevision) {
        return new Snapshot(newRevision, policy, issuedBeforeMs, partners, contractors, assets, grants, credentials);
    }

    Snapshot with(PolicyEngine newPolicy) {
        return new Snapshot(revision, newPolicy, issuedBeforeMs, partners, contractors, assets, grants, credentials);
    }

    Snapshot with(State.OfEverything everything) {
        return new Snapshot(
                revision, policy, everything.issuedBeforeMs(), partners, contractors, assets, grants, credentials);
    }

    Snapshot with(State.OfPartner partner) {
        return new Snapshot(
                revision,
                policy,
                issuedBeforeMs,
                partners.put(partner.id(), partner),
                contractors,
                assets,
                grants,
                credentials);
    }

    Snapshot with(State.OfContractor contractor) {
        return new Snapshot(
                revision, policy, issuedBeforeMs, partners, contractors.with(contractor), assets, grants, credentials);
    }

    Snapshot with(State.OfAsset asset) {
        return new Snapshot(
                revision,
                policy,
                issuedBeforeMs,
                partners,
                contractors,
                assets.put(asset.id(), asset),
                grants,
                credentials);
    }

    Snapshot with(LiveGrant grant) {
        return new Snapshot(
                revision,
                policy,
                issuedBeforeMs,
                partners,
                contractors,
                assets,
                grants.put(grant.id(), grant),
                credentials);
    }

    Snapshot with(LiveCredential credential) {
        return new Snapshot(
                revision,
                policy,
                issuedBeforeMs,
                partners,
                contractors,
                assets,
                grants,
                credentials.put(credential.id(), credential));
    }

    Snapshot withoutGrant(String id) {
        return new Snapshot(
                revision, policy, issuedBeforeMs, partners, contractors, assets, grants.remove(id), credentials);
    }

    Snapshot withoutCredential(String id) {
        return new Snapshot(
                revision, policy, issuedBeforeMs, partners, contractors, assets, grants, credentials.remove(id));
    }
}
