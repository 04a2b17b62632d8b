package dev.portcullis.common;

import io.grpc.Status;

/**
 * The catalogue of errors: every failure that a caller can see, by the reason that stands in {@code google.rpc.ErrorInfo}.
 * Reasons are stable; clients may switch on them.
 */
public enum ErrorReason {
    /** A field breaks a rule; {@code google.rpc.BadRequest} names both. */
    FIELD_INVALID(Status.Code.INVALID_ARGUMENT),
    /** The page token is not one that this list, with these filters, gave. */
    PAGE_TOKEN_INVALID(Status.Code.INVALID_ARGUMENT),
    /** The request_id was used before with another body. */
    REQUEST_ID_REUSED(Status.Code.ABORTED),
    /** What the change was decided on kept changing; the same call may succeed. */
    STATE_CHANGED(Status.Code.ABORTED, true),
    /** There is no valid bearer token. */
    UNAUTHENTICATED(Status.Code.UNAUTHENTICATED),
    /** The caller's role asks for a token that is bound to a key. */
    TOKEN_NOT_BOUND(Status.Code.UNAUTHENTICATED),
    /** The token is bound to a key, which was not proven for this call. */
    PROOF_INVALID(Status.Code.UNAUTHENTICATED),
    /** The proof needs a nonce of the replica that was asked; it came with the answer. */
    PROOF_NONCE_NEEDED(Status.Code.UNAUTHENTICATED),
    /** The issuer's keys cannot be had, so that no token can be verified. */
    SIGN_IN_UNAVAILABLE(Status.Code.UNAVAILABLE, true),
    /** None of the caller's roles may call this. */
    ROLE_REQUIRED(Status.Code.PERMISSION_DENIED),
    /** The caller is a contractor whose access was revoked; its token does not help. */
    CALLER_REVOKED(Status.Code.PERMISSION_DENIED),
    /** The partner that the caller works for, or administers, is not active; its token does not help. */
    CALLER_PARTNER_NOT_ACTIVE(Status.Code.PERMISSION_DENIED),
    /** Policy does not allow the request; the metadata has its reasons. */
    REQUEST_REFUSED_BY_POLICY(Status.Code.FAILED_PRECONDITION),
    /** Policy does not let this caller approve; the metadata has its reasons. */
    APPROVAL_REFUSED_BY_POLICY(Status.Code.PERMISSION_DENIED),
    PARTNER_EXISTS(Status.Code.ALREADY_EXISTS),
    PARTNER_NOT_FOUND(Status.Code.NOT_FOUND),
    PARTNER_NOT_ACTIVE(Status.Code.FAILED_PRECONDITION),
    /** The subject is a contractor already. */
    CONTRACTOR_EXISTS(Status.Code.ALREADY_EXISTS),
    CONTRACTOR_NOT_FOUND(Status.Code.NOT_FOUND),
    CONTRACTOR_NOT_ACTIVE(Status.Code.FAILED_PRECONDITION),
    /** The contractor's account in Keycloak is not made yet. */
    CONTRACTOR_NOT_PROVISIONED(Status.Code.FAILED_PRECONDITION, true),
    ASSET_EXISTS(Status.Code.ALREADY_EXISTS),
    ASSET_NOT_FOUND(Status.Code.NOT_FOUND),
    /** The parent is the asset itself or below it. */
    COLLECTION_CYCLE(Status.Code.INVALID_ARGUMENT),
    /** Collections would stand in each other more than 16 deep. */
    COLLECTION_TOO_DEEP(Status.Code.INVALID_ARGUMENT),
    REQUEST_NOT_FOUND(Status.Code.NOT_FOUND),
    REQUEST_NOT_PENDING(Status.Code.FAILED_PRECONDITION),
    /** The request waited too long for its approvals. */
    REQUEST_EXPIRED(Status.Code.FAILED_PRECONDITION),
    GRANT_NOT_FOUND(Status.Code.NOT_FOUND),
    /** The grant is revoked, or its time is not now. */
    GRANT_NOT_ACTIVE(Status.Code.FAILED_PRECONDITION),
    /** The credential would allow what none of its grants allows. */
    SCOPE_WIDER_THAN_GRANT(Status.Code.INVALID_ARGUMENT),
    CREDENTIAL_NOT_FOUND(Status.Code.NOT_FOUND),
    /** The credential is revoked or expired. */
    CREDENTIAL_NOT_ACTIVE(Status.Code.FAILED_PRECONDITION),
    /** The credential is bound to another key, for good. */
    CREDENTIAL_BOUND_OTHERWISE(Status.Code.FAILED_PRECONDITION),
    REVOCATION_NOT_FOUND(Status.Code.NOT_FOUND),
    /** The revision is not known, or too many cuts came after it: what is kept must be dropped, and the watch begin anew. */
    WATCH_START_OVER(Status.Code.OUT_OF_RANGE),
    /** The watcher did not take what was sent; it may go on where it was. */
    WATCH_TOO_SLOW(Status.Code.RESOURCE_EXHAUSTED, true),
    /** The caller, or all together, have as many watches as there may be. */
    WATCH_LIMIT_REACHED(Status.Code.RESOURCE_EXHAUSTED, true),
    /** The caller has as many enforcement points as it may. */
    ENFORCEMENT_POINT_LIMIT_REACHED(Status.Code.RESOURCE_EXHAUSTED, true),
    REINSTATEMENT_NOT_FOUND(Status.Code.NOT_FOUND),
    /** Another reinstatement of the same thing is waiting for its approval. */
    REINSTATEMENT_PENDING(Status.Code.ALREADY_EXISTS),
    REINSTATEMENT_NOT_PENDING(Status.Code.FAILED_PRECONDITION),
    /** The reinstatement waited too long for its approval. */
    REINSTATEMENT_EXPIRED(Status.Code.FAILED_PRECONDITION),
    /** The thing was cut again after its reinstatement was proposed. */
    REINSTATEMENT_VOID(Status.Code.FAILED_PRECONDITION),
    /** The thing is not in a state that the reinstatement leads out of. */
    NOTHING_TO_REINSTATE(Status.Code.FAILED_PRECONDITION),
    /** The bundle is not one that may decide; the metadata has the check that it failed. */
    POLICY_BUNDLE_REFUSED(Status.Code.INVALID_ARGUMENT),
    /** As many bundles as may be are being verified. */
    POLICY_UPLOADS_BUSY(Status.Code.RESOURCE_EXHAUSTED, true),
    /** As many replays as may be are under way. */
    POLICY_REPLAYS_BUSY(Status.Code.RESOURCE_EXHAUSTED, true),
    POLICY_REVISION_NOT_FOUND(Status.Code.NOT_FOUND),
    POLICY_ALREADY_ACTIVE(Status.Code.FAILED_PRECONDITION),
    /** The bundle's sequence is not above that of the active one. */
    POLICY_NOT_NEWER(Status.Code.FAILED_PRECONDITION),
    /** The replica that was asked cannot decide by the bundle, or not yet. */
    POLICY_NOT_READY(Status.Code.UNAVAILABLE, true),
    ACTIVATION_NOT_FOUND(Status.Code.NOT_FOUND),
    /** Another activation is waiting for its approval. */
    ACTIVATION_PENDING(Status.Code.ALREADY_EXISTS),
    ACTIVATION_NOT_PENDING(Status.Code.FAILED_PRECONDITION),
    /** The activation waited too long for its approval. */
    ACTIVATION_EXPIRED(Status.Code.FAILED_PRECONDITION),
    /** What is active changed after the activation was proposed. */
    ACTIVATION_VOID(Status.Code.FAILED_PRECONDITION),
    /** Nothing is evaluated beside the active policy. */
    SHADOW_NOT_SET(Status.Code.FAILED_PRECONDITION),
    /** There is no policy to go back to, or the one named was never active. */
    NOTHING_TO_ROLL_BACK(Status.Code.FAILED_PRECONDITION),
    /** Nothing is left to do for it, or there is no such partner or contractor. */
    PROVISIONING_TASK_NOT_FOUND(Status.Code.NOT_FOUND),
    /** The caller proposed it, or works for the partner concerned. */
    SELF_APPROVAL(Status.Code.PERMISSION_DENIED),
    /** No decision could be made or recorded. To be taken as no. */
    DECISION_UNAVAILABLE(Status.Code.UNAVAILABLE, true),
    /** The replica has nothing open in the record of decisions. */
    REPLICA_NOT_FOUND(Status.Code.NOT_FOUND),
    /** The replica is not lost: it answers, or did a moment ago. */
    REPLICA_ALIVE(Status.Code.FAILED_PRECONDITION, true),
    /** Decisions cannot be recorded as fast as they are asked for, or no more for now. To be taken as no. */
    DECISION_BACKLOG_FULL(Status.Code.RESOURCE_EXHAUSTED, true),
    /** The database cannot be reached. */
    STORE_UNAVAILABLE(Status.Code.UNAVAILABLE, true),
    /** A defect of the service; its log has the trace id. */
    INTERNAL(Status.Code.INTERNAL);

    private final Status.Code code;
    private final boolean retryable;

    ErrorReason(Status.Code code) {
        this(code, false);
    }

    ErrorReason(Status.Code code, boolean retryable) {
        this.code = code;
        this.retryable = retryable;
    }

    /** The gRPC status that goes with the reason. */
    public Status.Code code() {
        return code;
    }

    /** Whether the same call, unchanged, may succeed later. */
    public boolean retryable() {
        return retryable;
    }
}
