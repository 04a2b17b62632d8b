package dev.portcullis.grant;

import dev.portcullis.common.Action;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A wish for access, and what has become of it.
 *
 * @param assetIds what to, sorted; each stands for all below it
 * @param actions to do what, in the order of {@link Action}
 * @param durationSeconds for how long, from the grant's start
 * @param notBefore the earliest start asked for; null for at once
 * @param requestedBy token subject of who asked
 * @param expiresAt a pending request cannot be approved from this instant on
 * @param approvals in their order
 * @param required what policy asked for when it last looked
 * @param grantId the grant it became; null until then
 * @param rejectionNote what the approver wrote who rejected it; null if nobody did
 * @param breakGlass whether it is made in an emergency
 */
public record AccessRequest(
        String id,
        String contractorId,
        String partnerId,
        List<String> assetIds,
        List<Action> actions,
        String purpose,
        String justification,
        long durationSeconds,
        @Nullable Instant notBefore,
        RequestState state,
        String requestedBy,
        Instant createdAt,
        Instant expiresAt,
        List<Approval> approvals,
        ApprovalRequirement required,
        @Nullable String grantId,
        @Nullable String rejectionNote,
        boolean breakGlass) {

    public AccessRequest {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(contractorId, "contractorId");
        Objects.requireNonNull(partnerId, "partnerId");
        assetIds = assetIds.stream().sorted().toList();
        actions = actions.stream().sorted().toList();
        Objects.requireNonNull(purpose, "purpose");
        Objects.requireNonNull(justification, "justification");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(requestedBy, "requestedBy");
        Objects.requireNonNull(createdAt, "createdAt");
        Objects.requireNonNull(expiresAt, "expiresAt");
        approvals = List.copyOf(approvals);
        Objects.requireNonNull(required, "required");
        if ((state == RequestState.APPROVED) != (grantId != null)) {
            throw new IllegalArgumentException("a request has a grant exactly when it is approved");
        }
    }

    /** How long it says why: in characters, without blanks at its ends. */
    int justificationLength() {
        var why = justification.strip();
        return why.codePointCount(0, why.length());
    }

    AccessRequest with(RequestState newState, @Nullable String newGrantId, @Nullable String newRejectionNote) {
        return new AccessRequest(
                id,
                contractorId,
                partnerId,
                assetIds,
                actions,
                purpose,
                justification,
                durationSeconds,
                notBefore,
                newState,
                requestedBy,
                createdAt,
                expiresAt,
                approvals,
                required,
                newGrantId,
                newRejectionNote,
                breakGlass);
    }

    AccessRequest with(List<Approval> newApprovals, ApprovalRequirement newRequired) {
        return new AccessRequest(
                id,
                contractorId,
                partnerId,
                assetIds,
                actions,
                purpose,
                justification,
                durationSeconds,
                notBefore,
                state,
                requestedBy,
                createdAt,
                expiresAt,
                newApprovals,
                newRequired,
                grantId,
                rejectionNote,
                breakGlass);
    }
}
